package io.llmdevops.model.http;

import io.llmdevops.config.ModelConfig;
import io.llmdevops.model.Prompt;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What all calls of a model have in common.
 *
 * @param clock for dates in {@code Retry-After}
 * @param nanoTime {@link System#nanoTime} or a test's
 */
record Setup(
    Vertx vertx,
    StreamClient client,
    ModelConfig config,
    Protocol protocol,
    Failures failures,
    Duration idleTimeout,
    Clock clock,
    LongSupplier nanoTime) {

  /** What one call is about. */
  record Asked(Prompt prompt, Handler<String> onText) {}
}
