package io.llmdevops.config;

import java.time.Duration;
import java.util.Objects;

/**
 * Which model writes, and how much it may.
 *
 * @param concurrency calls under way at once on this node
 * @param idleTimeout silence of a stream that counts as a failure
 * @param maxTokensPerTask hard stop, input and output together
 * @param maxCallsPerTask hard stop
 * @param simulated how the simulated model behaves
 */
public record LlmConfig(
    Provider provider,
    int concurrency,
    Duration idleTimeout,
    long maxTokensPerTask,
    int maxCallsPerTask,
    Simulated simulated) {

  /** Whose protocol is spoken. */
  public enum Provider {
    SIMULATED
  }

  /**
   * The pace of the simulated model, so that tests and benchmarks can make it as slow as a real
   * one.
   *
   * @param firstToken until the first piece of text
   * @param betweenChunks between two pieces
   */
  public record Simulated(Duration firstToken, Duration betweenChunks) {
    public Simulated {
      Objects.requireNonNull(firstToken, "firstToken");
      Objects.requireNonNull(betweenChunks, "betweenChunks");
    }
  }

  public LlmConfig {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(idleTimeout, "idleTimeout");
    Objects.requireNonNull(simulated, "simulated");
  }
}
