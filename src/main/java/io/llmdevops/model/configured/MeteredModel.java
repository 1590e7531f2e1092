package io.llmdevops.model.configured;

import io.llmdevops.metrics.Meters;
import io.llmdevops.metrics.Scale;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.Prompt;
import io.llmdevops.task.ModelCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Measures the calls of a model; of which there are as many as the configuration names. */
final class MeteredModel implements Model {

  private static final String MODEL = "model";

  private final Model model;
  private final AtomicLong running;
  private final MeterProvider<Timer> calls;
  private final Timer firstTokens;
  private final Counter input;
  private final Counter cached;
  private final Counter output;
  private final Counter cost;

  MeteredModel(Meters meters, Model model) {
    this.model = model;
    var name = model.name();
    this.running =
        meters.level("engine.model.calls.running", "Calls of models under way", MODEL, name);
    this.calls =
        meters.timers("engine.model.call", "Calls of models, by how they ended", Scale.CALL);
    this.firstTokens =
        meters
            .timers(
                "engine.model.first.token", "From a call to the first piece of text", Scale.CALL)
            .withTags(MODEL, name);
    this.input =
        meters.counter(
            "engine.model.input.tokens", "Tokens sent, the cached ones included", MODEL, name);
    this.cached =
        meters.counter(
            "engine.model.cached.tokens", "Tokens sent that the provider had kept", MODEL, name);
    this.output = meters.counter("engine.model.output.tokens", "Tokens written", MODEL, name);
    this.cost =
        meters.counter(
            "engine.model.cost.usd", "What was spent, where prices are known", MODEL, name);
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Traits traits() {
    return model.traits();
  }

  @Override
  public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
    return new Call(onText).make(prompt);
  }

  /** One call under way. */
  private final class Call {

    private final long begunAt = System.nanoTime();
    private final Handler<String> onText;
    private boolean heard;

    private Call(Handler<String> onText) {
      this.onText = onText;
    }

    private Future<Answer> make(Prompt prompt) {
      running.incrementAndGet();
      return Future.succeededFuture()
          .compose(now -> model.generate(prompt, this::hear))
          .andThen(this::ended);
    }

    private void hear(String piece) {
      if (!heard) {
        heard = true;
        firstTokens.record(time());
      }
      onText.handle(piece);
    }

    private Duration time() {
      return Duration.ofNanos(System.nanoTime() - begunAt);
    }

    private void ended(Answer answer, Throwable cause) {
      running.decrementAndGet();
      calls.withTags(MODEL, name(), "result", result(answer, cause)).record(time());
      if (answer != null) {
        spent(answer.call());
      } else if (cause instanceof ModelException failure) {
        failure.call().ifPresent(MeteredModel.this::spent);
      }
    }
  }

  private static String result(Answer answer, Throwable cause) {
    if (answer != null) {
      return answer.stop().name().toLowerCase(Locale.ROOT);
    }
    return cause instanceof ModelException failure
        ? "failed_" + failure.kind().name().toLowerCase(Locale.ROOT)
        : "broken_off";
  }

  private void spent(ModelCall call) {
    input.increment(call.inputTokens());
    cached.increment(call.cachedTokens());
    output.increment(call.outputTokens());
    call.costUsd().ifPresent(usd -> cost.increment(usd.doubleValue()));
  }
}
