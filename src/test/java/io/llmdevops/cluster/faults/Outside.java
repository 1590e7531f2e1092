package io.llmdevops.cluster.faults;

import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Call.Kind;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.model.ModelScript;
import io.llmdevops.model.ModelServer;
import io.llmdevops.task.RepositoryKey;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All that a cluster talks to: a model, GitHub, whoever waits for callbacks; it remembers all. */
final class Outside implements AutoCloseable {

  static final String EMAIL = "faults@example.com";

  /** So long that a node can be caught at it. */
  private static final long CALLBACK_MILLIS = 200;

  private static final Duration GAP = Duration.ofMillis(5);
  private static final Set<Kind> ENDING = EnumSet.of(Kind.GIT_FETCH, Kind.GIT_PUSH);
  private static final Pattern MARKER = Pattern.compile("\\[\\[([a-z0-9-]+)]]");
  private static final String SITE =
      """
      <summary>A page that says hello</summary>
      <file path="index.html">
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Hello</title></head>
      <body><h1>Hello</h1><p>This is %s.</p></body></html>
      </file>
      <file path="README.md">
      # Hello

      ## Summary
      A page that says hello.

      ## Setup
      None is needed.

      ## Usage
      Open the page.

      ## Code explanation
      One file of HTML.

      ## License
      MIT
      </file>
      <done/>
      """;

  private final Vertx vertx;
  private final ModelServer model;
  private final StandInGithub github;
  private final HttpServer evaluator;
  private final Queue<Asked> models = new ConcurrentLinkedQueue<>();
  private final Queue<Asked> callbacks = new ConcurrentLinkedQueue<>();
  private final Map<String, Queue<JsonObject>> bodies = new ConcurrentHashMap<>();
  private volatile Duration modelTime;

  /** Who was asked. */
  enum Whom {
    MODEL,
    GITHUB,
    EVALUATOR
  }

  /**
   * Something that came from a node.
   *
   * @param nonce of the task that it is about
   */
  record Asked(Whom whom, String nonce, Instant at, String what) {

    /**
     * @param requests to GitHub, by method and path
     */
    boolean isOneOf(Set<String> requests) {
      return whom == Whom.GITHUB
          && requests.stream().anyMatch(each -> what.contains(" " + each + " "));
    }
  }

  /**
   * @param modelTime how long the model takes for an answer
   */
  Outside(Vertx vertx, Path folder, Duration modelTime) throws Exception {
    this.vertx = vertx;
    this.modelTime = modelTime;
    model = ModelServer.start(vertx);
    model.always(this::answer);
    github =
        StandInGithub.start(
            vertx, Files.createDirectories(folder), Options.quick().unjudged().gap(GAP));
    evaluator =
        vertx
            .createHttpServer()
            .requestHandler(this::called)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  private ModelScript answer(ModelServer.Received received) {
    var marker = MARKER.matcher(received.body().encode());
    var nonce = marker.find() ? marker.group(1) : "?";
    models.add(
        new Asked(Whom.MODEL, nonce, Instant.now(), received.headers().get("Authorization")));
    return ModelServer.script()
        .waitsFor(vertx.timer(modelTime.toMillis(), TimeUnit.MILLISECONDS))
        .says(SITE.formatted(nonce))
        .usage(1_000, 0, 200);
  }

  private void called(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              var callback = body.toJsonObject();
              var nonce = callback.getString("nonce");
              callbacks.add(new Asked(Whom.EVALUATOR, nonce, Instant.now(), "callback"));
              bodies.computeIfAbsent(nonce, any -> new ConcurrentLinkedQueue<>()).add(callback);
              vertx.timer(CALLBACK_MILLIS).onSuccess(now -> request.response().end());
            })
        .onFailure(killedMeanwhile -> request.connection().close());
  }

  /** For the model's next answers. */
  void modelTakes(Duration time) {
    modelTime = time;
  }

  /** For every node's configuration. */
  JsonObject settings() {
    return new JsonObject()
        .put("llm_provider", "openai")
        .put("llm_base_url", model.url() + "/v1")
        .put("llm_model", "test-model")
        .put("github_token", github.token())
        .put("github_api_url", github.apiUrl())
        .put("github_gap_ms", GAP.toMillis())
        .put("github_poll_ms", 50);
  }

  /** A task of its own, told by its nonce wherever it shows. */
  JsonObject request(String nonce) {
    return new JsonObject()
        .put("email", EMAIL)
        .put("task", nonce)
        .put("round", 1)
        .put("nonce", nonce)
        .put("brief", "Say hello. [[" + nonce + "]]")
        .put("evaluation_url", "http://127.0.0.1:" + evaluator.actualPort() + "/evaluation");
  }

  /** Where the task of this nonce is published. */
  static String repository(String nonce) {
    return new RepositoryKey(EMAIL, nonce).names().get(0);
  }

  /**
   * All that was begun about a task, with whomever: git's second request to the same end is a part
   * of what its first one has begun.
   */
  List<Asked> begun(String nonce) {
    var asked = Stream.concat(models.stream(), callbacks.stream());
    return Stream.concat(
            asked.filter(each -> each.nonce().equals(nonce)),
            calls(nonce, call -> !ENDING.contains(call.kind())))
        .toList();
  }

  List<Asked> modelCalls(String nonce) {
    return models.stream().filter(each -> each.nonce().equals(nonce)).toList();
  }

  /** What GitHub was asked about a task. */
  Stream<Asked> calls(String nonce, Predicate<Call> which) {
    var repository = repository(nonce);
    return github.journal().calls(which).stream()
        .filter(call -> call.uri().contains(repository) || call.body().contains(repository))
        .map(call -> new Asked(Whom.GITHUB, nonce, call.at(), call.toString()));
  }

  /** The callbacks for a task, as often as they came. */
  List<JsonObject> callbacks(String nonce) {
    return List.copyOf(bodies.getOrDefault(nonce, new ConcurrentLinkedQueue<>()));
  }

  StandInGithub github() {
    return github;
  }

  @Override
  public void close() {
    github.close();
  }
}
