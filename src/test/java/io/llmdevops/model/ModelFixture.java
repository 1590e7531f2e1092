package io.llmdevops.model;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.configured.Models;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A stand-in server, one model of it, and what the model has said so far. */
final class ModelFixture {

  static final Duration LONG = Duration.ofSeconds(20);

  final ModelServer server;
  final StringBuffer text = new StringBuffer();
  private final Vertx vertx;
  private final AtomicLong still = new AtomicLong();
  private final Promise<Void> heard = Promise.promise();
  private LongSupplier nanoTime = System::nanoTime;
  private Duration idle = LONG;
  private Duration most = LONG;

  /** Vert.x closes a client that nobody holds any longer, even in the middle of a call. */
  private Chain held;

  ModelFixture(Vertx vertx) throws Exception {
    this.vertx = vertx;
    this.server = ModelServer.start(vertx);
  }

  ModelFixture idle(Duration time) {
    idle = time;
    return this;
  }

  ModelFixture most(Duration time) {
    most = time;
    return this;
  }

  /** From now on time passes only where {@link #pass} lets it: a slow machine changes nothing. */
  ModelFixture standStill() {
    nanoTime = still::get;
    return this;
  }

  void pass(Duration time) {
    still.addAndGet(time.toNanos());
  }

  /** When the first piece of text has arrived. */
  Future<Void> heard() {
    return heard.future();
  }

  Model model(Dialect dialect) {
    return model(server.config(dialect));
  }

  Model model(ModelConfig config) {
    var llm =
        new LlmConfig(
            List.of(config),
            8,
            OptionalInt.empty(),
            idle,
            new LlmConfig.TaskLimits(20, 500_000, Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            new LlmConfig.Simulated(Duration.ZERO, Duration.ZERO));
    held = Models.of(vertx, llm, Clock.systemUTC(), nanoTime);
    return held.models().get(0);
  }

  Prompt prompt() {
    return prompt(Turn.user("Say hello."));
  }

  Prompt prompt(long outputTokens) {
    var limits = new Prompt.Limits(outputTokens, most);
    return new Prompt("Be brief.", List.of(Turn.user("Say hello.")), limits);
  }

  Prompt prompt(Turn... turns) {
    return new Prompt("Be brief.", List.of(turns), new Prompt.Limits(1_000, most));
  }

  Future<Answer> ask(Dialect dialect) {
    return model(dialect)
        .generate(
            prompt(),
            piece -> {
              text.append(piece);
              heard.tryComplete();
            });
  }

  Answer answer(Dialect dialect) throws Exception {
    return await(ask(dialect));
  }

  ModelException failure(Dialect dialect) throws Exception {
    return failure(ask(dialect));
  }

  static ModelException failure(Future<Answer> answer) throws Exception {
    var cause = await(answer.transform(done -> Future.succeededFuture(done.cause())));
    if (cause instanceof ModelException expected) {
      return expected;
    }
    throw new CompletionException("not the failure of a model", cause);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.await(15, TimeUnit.SECONDS);
  }
}
