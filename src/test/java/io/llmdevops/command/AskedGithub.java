package io.llmdevops.command;

import io.llmdevops.github.rest.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A GitHub that answers as a test says, and 404 to what the test does not speak of. */
final class AskedGithub implements GithubAccess {

  static final String USER_REPOS =
      "/user/repos?visibility=public&affiliation=owner&sort=created&direction=desc&per_page=100";
  static final String ORG_REPOS =
      "/orgs/acme/repos?type=public&sort=created&direction=desc&per_page=100";

  private final Map<String, Supplier<Future<Reply>>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Future<Integer> push = Future.succeededFuture(200);

  /** Whose token counts, with all limits left and no repository yet. */
  static AskedGithub of(String login) {
    return new AskedGithub()
        .answering("/user", 200, new JsonObject().put("login", login))
        .answering("/rate_limit", 200, limits(4_990))
        .answering(USER_REPOS, 200, new JsonArray())
        .answering(ORG_REPOS, 200, new JsonArray());
  }

  static JsonObject limits(int remaining) {
    var core =
        new JsonObject()
            .put("limit", 5_000)
            .put("used", 5_000 - remaining)
            .put("remaining", remaining)
            .put("reset", 1_800_000_000);
    return new JsonObject().put("resources", new JsonObject().put("core", core)).put("rate", core);
  }

  static JsonObject repository(String owner, String name) {
    return new JsonObject()
        .put("name", name)
        .put("archived", false)
        .put("clone_url", "https://github.example/" + owner + "/" + name + ".git");
  }

  AskedGithub answering(String path, int status, Object body) {
    return answering(path, () -> reply(status, body));
  }

  AskedGithub answering(String path, Supplier<Future<Reply>> answer) {
    answers.put(path, answer);
    return this;
  }

  AskedGithub failing(String path, Throwable cause) {
    return answering(path, () -> Future.failedFuture(cause));
  }

  /** Says who it is, with these headers. */
  AskedGithub knowing(String login, Map<String, String> headers) {
    var all = MultiMap.caseInsensitiveMultiMap().addAll(headers);
    var body = new JsonObject().put("login", login);
    return answering("/user", () -> Future.succeededFuture(new Reply(200, all, body)));
  }

  AskedGithub pushing(Future<Integer> status) {
    push = status;
    return this;
  }

  private static Future<Reply> reply(int status, Object body) {
    return Future.succeededFuture(new Reply(status, MultiMap.caseInsensitiveMultiMap(), body));
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Future<Reply> get(String path) {
    asked.add(path);
    return answers.getOrDefault(path, () -> reply(404, new JsonObject())).get();
  }

  @Override
  public Future<Integer> knockToPush(URI cloneUrl) {
    asked.add("push " + cloneUrl);
    return push;
  }
}
