package io.llmdevops.aimock;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.configured.Models;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How a call of a model of ours ended.
 *
 * @param text all that came
 * @param answer none where it failed
 */
record Asked(String text, Optional<Answer> answer, Optional<Throwable> failure) {

  static final String STABLE = "You ring bells.";
  static final String QUESTION = "How many bells?";
  static final String KEY_VARIABLE = "KEY_OF_AIMOCK";

  private static final Duration IDLE = Duration.ofMillis(400);

  /** One call of the model that aimock knows by this name. */
  static Asked of(Vertx vertx, Dialect dialect, String baseUrl, String name, String key)
      throws TimeoutException {
    var text = new StringBuffer();
    var ended = Promise.<Answer>promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            now ->
                Models.of(vertx, config(dialect, baseUrl, name, key), clock(), System::nanoTime)
                    .models()
                    .get(0)
                    .generate(prompt(), text::append)
                    .onComplete(ended));
    return ended
        .future()
        .map(answer -> new Asked(text.toString(), Optional.of(answer), Optional.empty()))
        .recover(
            failure ->
                Future.succeededFuture(
                    new Asked(text.toString(), Optional.empty(), Optional.of(failure))))
        .await(20, TimeUnit.SECONDS);
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }

  private static Prompt prompt() {
    var turns =
        List.of(
            Prompt.Turn.user("I heard bells."),
            Prompt.Turn.model("So did I."),
            Prompt.Turn.user(QUESTION));
    return new Prompt(STABLE, turns, new Prompt.Limits(64, Duration.ofSeconds(10)));
  }

  private static LlmConfig config(Dialect dialect, String baseUrl, String name, String key) {
    var model =
        new ModelConfig(
            dialect,
            name,
            name,
            URI.create(baseUrl),
            Optional.of(new Secret(key)),
            KEY_VARIABLE,
            OptionalDouble.of(0.5),
            8_000,
            100_000,
            false,
            Optional.empty());
    return new LlmConfig(
        List.of(model),
        8,
        OptionalInt.empty(),
        IDLE,
        new LlmConfig.TaskLimits(20, 500_000, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        new LlmConfig.Simulated(Duration.ZERO, Duration.ZERO));
  }
}
