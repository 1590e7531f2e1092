package io.llmdevops.check.endtoend;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** A task's status, as a reader gets it. */
record Report(JsonObject json) {

  String state() {
    return json.getString("state");
  }

  String repoUrl() {
    return json.getString("repo_url");
  }

  String pagesUrl() {
    return json.getString("pages_url");
  }

  /** The states of its timeline, each once where it is followed by itself. */
  List<String> course() {
    var states = objects(json, "timeline").stream().map(line -> line.getString("state")).toList();
    return java.util.stream.IntStream.range(0, states.size())
        .filter(at -> at == 0 || !states.get(at).equals(states.get(at - 1)))
        .mapToObj(states::get)
        .toList();
  }

  /** When it came to be in this state, at last. */
  Instant at(String state) {
    return objects(json, "timeline").stream()
        .filter(line -> line.getString("state").equals(state))
        .map(line -> line.getInstant("at"))
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  Instant deadline() {
    return json.getInstant("deadline");
  }

  List<JsonObject> versions() {
    return objects(json, "versions");
  }

  /** The numbers of those that were published. */
  List<Integer> published() {
    return versions().stream()
        .filter(version -> version.getBoolean("published"))
        .map(version -> version.getInteger("number"))
        .toList();
  }

  /**
   * How a version's check ended.
   *
   * @param label a part of the check's
   */
  JsonObject check(int version, String label) {
    var checks = checks(version);
    return checks.stream()
        .filter(check -> check.getString("check").contains(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + label + " in " + checks));
  }

  /** The verdict of a version's check. */
  String verdict(int version, String label) {
    return check(version, label).getString("verdict");
  }

  /** Those of a version's checks that failed. */
  List<JsonObject> failures(int version) {
    return checks(version).stream()
        .filter(check -> check.getString("verdict").equals("fail"))
        .toList();
  }

  private List<JsonObject> checks(int version) {
    return objects(versions().get(version - 1), "checks");
  }

  int calls() {
    return json.getJsonObject("usage").getInteger("calls");
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    return json.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
  }

  @Override
  public String toString() {
    return json.encodePrettily();
  }
}
