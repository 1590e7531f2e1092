package io.llmdevops.model.configured;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.metrics.Meters;
import io.llmdevops.model.Chain;
import io.llmdevops.model.Gate;
import io.llmdevops.model.Model;
import io.llmdevops.model.anthropic.AnthropicProtocol;
import io.llmdevops.model.http.Protocol;
import io.llmdevops.model.http.StreamClient;
import io.llmdevops.model.http.StreamingModel;
import io.llmdevops.model.openai.OpenAiProtocol;
import io.llmdevops.model.simulated.SimulatedModel;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;

/** Makes the models that the configuration names; so it alone knows every kind. */
public final class Models {

  private Models() {}

  /**
   * The chain of this node; its connections live as long as the context that it is made in.
   *
   * @param clock for dates in {@code Retry-After}
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  public static Chain of(Vertx vertx, LlmConfig config, Clock clock, LongSupplier nanoTime) {
    return of(vertx, config, new Gate(config.concurrency()), clock, nanoTime);
  }

  /**
   * The same.
   *
   * @param gate where whoever asks one of them waits for a turn
   */
  public static Chain of(
      Vertx vertx, LlmConfig config, Gate gate, Clock clock, LongSupplier nanoTime) {
    var meters = Meters.of(vertx);
    if (config.isSimulated()) {
      var simulated = new SimulatedModel(vertx, config.simulated(), nanoTime);
      return new Chain(List.of(new MeteredModel(meters, simulated)), gate, nanoTime);
    }
    var client = new StreamClient(vertx, config.concurrency());
    var models =
        config.chain().stream()
            .<Model>map(
                each ->
                    new StreamingModel(
                        vertx, client, each, protocol(each), config, clock, nanoTime))
            .<Model>map(model -> new MeteredModel(meters, model))
            .toList();
    return new Chain(models, gate, nanoTime);
  }

  private static Protocol protocol(ModelConfig config) {
    return switch (config.dialect()) {
      case OPENAI -> new OpenAiProtocol(config);
      case ANTHROPIC -> new AnthropicProtocol(config);
    };
  }
}
