package io.llmdevops.intake;

import io.llmdevops.task.ModelCall;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What a task's calls of models took, one by one and, of those that have ended, in all. */
final class UsageJson {

  private UsageJson() {}

  static JsonObject of(List<ModelCall> calls) {
    return new JsonObject()
        .put("calls", calls.size())
        .put("input_tokens", sum(calls, ModelCall::inputTokens))
        .put("output_tokens", sum(calls, ModelCall::outputTokens))
        .put("cached_tokens", sum(calls, ModelCall::cachedTokens))
        .put("cost_usd", cost(calls).orElse(null))
        .put("models", new JsonArray(calls.stream().map(ModelCall::model).distinct().toList()))
        .put("per_call", new JsonArray(calls.stream().map(UsageJson::call).toList()));
  }

  private static long sum(List<ModelCall> calls, ToLongFunction<ModelCall> tokens) {
    return calls.stream().filter(ModelCall::ended).mapToLong(tokens).sum();
  }

  /** Unknown as soon as one price is: a sum that leaves out a part would mislead. */
  private static Optional<BigDecimal> cost(List<ModelCall> calls) {
    return calls.stream()
        .filter(ModelCall::ended)
        .map(ModelCall::costUsd)
        .reduce((a, b) -> a.flatMap(x -> b.map(x::add)))
        .flatMap(sum -> sum);
  }

  /** What is not known before a call has ended is null. */
  private static JsonObject call(ModelCall call) {
    if (!call.ended()) {
      return new JsonObject()
          .put("model", call.model())
          .putNull("input_tokens")
          .putNull("output_tokens")
          .putNull("cached_tokens")
          .putNull("cost_usd")
          .putNull("first_token_ms")
          .putNull("duration_ms");
    }
    return new JsonObject()
        .put("model", call.model())
        .put("input_tokens", call.inputTokens())
        .put("output_tokens", call.outputTokens())
        .put("cached_tokens", call.cachedTokens())
        .put("cost_usd", call.costUsd().orElse(null))
        .put("first_token_ms", call.firstTokenMillis())
        .put("duration_ms", call.durationMillis());
  }
}
