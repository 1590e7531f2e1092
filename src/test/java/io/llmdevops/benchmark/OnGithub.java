package io.llmdevops.benchmark;

import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** An engine that publishes on a stand-in for GitHub, and whoever sends it tasks. */
final class OnGithub implements AutoCloseable {

  private static final int CONNECTIONS = 16;
  private static final int LLM_CONCURRENCY = 16;

  private final Vertx vertx;
  private final StandInGithub github;
  private final Evaluator evaluator;
  private final EngineProcess engine;
  private final Client client;

  /**
   * @param options how the stand-in behaves
   * @param folder for all of it
   * @param ofMachine options for the engine's virtual machine
   */
  OnGithub(Workplace place, Path folder, Options options, String... ofMachine) throws IOException {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    var repositories = Files.createDirectories(folder.resolve("github"));
    github = StandInGithub.start(vertx, repositories, options);
    evaluator = new Evaluator(place.vertx());
    var settings = github.engineSettings().put("llm_concurrency", LLM_CONCURRENCY);
    engine = EngineProcess.start(place, folder, settings, ofMachine);
    client = new Client(place.vertx(), engine.port(), CONNECTIONS);
  }

  StandInGithub github() {
    return github;
  }

  EngineProcess engine() {
    return engine;
  }

  Client client() {
    return client;
  }

  /** Sends this round of so many tasks at once, and waits for all their callbacks. */
  void finish(int tasks, int round) throws TimeoutException {
    Workplace.await(
        client.all(
            () ->
                IntStream.range(0, tasks)
                    .mapToObj(
                        task ->
                            send(task, round)
                                .compose(sent -> evaluator.arrivalOf(nonce(task, round))))));
  }

  /** The id of the task. */
  Future<String> send(int task, int round) {
    return client.post(body(task, round).toBuffer()).map(answer -> answer.getString("id"));
  }

  private JsonObject body(int task, int round) {
    var table = new JsonObject().put("name", "data.csv").put("url", "data:text/csv,a%2Cb%0A1%2C2");
    return new JsonObject()
        .put("email", "benchmark@example.com")
        .put("secret", EngineProcess.SECRET)
        .put("task", "task-" + task)
        .put("round", round)
        .put("nonce", nonce(task, round))
        .put("brief", "Round " + round + ": a page that shows the attached table.")
        .put("checks", new JsonArray().add("Repo has MIT license"))
        .put("evaluation_url", evaluator.url())
        .put("attachments", new JsonArray().add(table));
  }

  private static String nonce(int task, int round) {
    return "nonce-" + task + "-" + round;
  }

  @Override
  public void close() throws IOException {
    client.close();
    engine.close();
    evaluator.close();
    github.close();
    vertx.close().await();
  }
}
