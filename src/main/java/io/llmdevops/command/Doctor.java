package io.llmdevops.command;

import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.model.Chain;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Looks at everything that the engine needs, as configured, beside an engine that may be running:
 * it holds no lock, takes no lease and leaves nothing behind.
 */
final class Doctor {

  private final Vertx vertx;
  private final ConfigLoader.Loaded loaded;
  private final EngineConfig config;
  private final PromptsCheck.Reader prompts;
  private final Function<EngineConfig, Chain> models;
  private final Duration patience;
  private final LongSupplier nanoTime;

  /**
   * @param prompts knows what makes a folder of prompts a good one
   * @param models makes those that are to be asked
   * @param patience with one model
   */
  Doctor(
      Vertx vertx,
      ConfigLoader.Loaded loaded,
      PromptsCheck.Reader prompts,
      Function<EngineConfig, Chain> models,
      Duration patience,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.loaded = loaded;
    this.config = loaded.config();
    this.prompts = prompts;
    this.models = models;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** What there is to say, in the order of the checks; they all run at once. */
  Future<Findings> examine() {
    var store = new StoreCheck(config.store());
    var folder = new PromptsCheck(config.llm().prompts(), prompts);
    var ports = new PortsCheck(config);
    var checks =
        List.of(
            Future.succeededFuture(List.of(source())),
            blocking(() -> SecretCheck.look(loaded)),
            blocking(store::look),
            askModels(),
            blocking(folder::look),
            blocking(ports::look));
    return Future.all(checks).map(all -> new Findings(flat(all.list()), config.secrets()));
  }

  private Future<List<Finding>> blocking(Callable<List<Finding>> check) {
    return vertx.executeBlocking(check, false);
  }

  private static List<Finding> flat(List<List<Finding>> findings) {
    var all = new ArrayList<Finding>();
    findings.forEach(all::addAll);
    return all;
  }

  private Finding source() {
    return Finding.ok(
        "configuration",
        loaded.sources().isEmpty()
            ? "the defaults, with nothing set"
            : "valid; the defaults, then " + String.join(", then ", loaded.sources()));
  }

  /** On one context: a model's connections belong to the one that it was made in. */
  private Future<List<Finding>> askModels() {
    var asked = Promise.<List<Finding>>promise();
    var check = new ModelsCheck(config, patience, nanoTime);
    vertx
        .getOrCreateContext()
        .runOnContext(
            now ->
                Future.future(
                        (Promise<List<Finding>> begun) ->
                            check.look(() -> models.apply(config)).onComplete(begun))
                    .onComplete(asked));
    return asked.future();
  }
}
