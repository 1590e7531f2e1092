package io.llmdevops.model;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.model.simulated.SimulatedModel;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;

/** Makes the models that the configuration names. */
public final class Models {

  private Models() {}

  /**
   * The chain of this node; its connections live as long as the context that it is made in.
   *
   * @param clock for dates in {@code Retry-After}
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  public static Chain of(Vertx vertx, LlmConfig config, Clock clock, LongSupplier nanoTime) {
    return new Chain(List.of(new SimulatedModel(vertx, config.simulated(), nanoTime)), nanoTime);
  }
}
