package io.llmdevops.cluster.faults;

import io.llmdevops.Machine;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One of the engines of a cluster, and its way to the database. */
final class Node implements AutoCloseable {

  /** As it is begun, and as it is answered. What git sends is looked at once more as it leaves. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "(?:RestClient: +|Conversation: +(?=GET ))(?<method>GET|POST|PUT|PATCH|DELETE)"
              + " (?:http://[^/]+)?(?<path>/[^ :]*)(?<answer>: .*)?$");

  private final String name;
  private final Machine machine;
  private final TcpProxy database;

  /**
   * @param folder its own
   * @param database its way there, which {@code settings} lead through
   */
  Node(Vertx vertx, String name, Path folder, JsonObject settings, TcpProxy database)
      throws IOException {
    this.name = name;
    this.database = database;
    this.machine = new Machine(vertx, folder, settings).with("-Xmx320m");
  }

  Machine machine() {
    return machine;
  }

  TcpProxy database() {
    return database;
  }

  /** What it claims tasks under. */
  String id() throws IOException {
    return Files.readString(machine.data().resolve("node-id")).strip();
  }

  /** SIGSTOP: it does nothing any more, and keeps all that it has. */
  void freeze() throws Exception {
    signal("-STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  void thaw() throws Exception {
    signal("-CONT");
  }

  private void signal(String signal) throws Exception {
    var pid = Long.toString(machine.handle().pid());
    var exit = new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException(this + " takes no signals any more");
    }
  }

  /**
   * What it has begun to ask GitHub, by method and path, and has no answer to. Between the last
   * look at its lease and the request there is always a moment, and it may be frozen in that.
   */
  Set<String> unanswered() {
    var open = new HashMap<String, Integer>();
    machine.logged().stream()
        .map(REQUEST::matcher)
        .filter(Matcher::find)
        .forEach(
            line ->
                open.merge(
                    line.group("method") + " " + line.group("path"),
                    line.group("answer") == null ? 1 : -1,
                    Integer::sum));
    return open.entrySet().stream()
        .filter(request -> request.getValue() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Lines that it has said so far about the task of this id. */
  List<String> said(String id) {
    return machine.logged().stream().filter(line -> line.contains(id)).toList();
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() {
    machine.close();
  }
}
