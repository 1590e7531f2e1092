package io.llmdevops.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which models write, and how much they may.
 *
 * @param chain tried in this order; empty for the simulated model
 * @param concurrency calls under way at once on this node
 * @param clusterConcurrency calls under way at once on all nodes together; empty means that nobody
 *     counts them
 * @param idleTimeout silence of a stream that counts as a failure
 * @param limits of one task
 * @param prompts the folder whose texts take the place of the packaged ones
 * @param keepPrompts where what is said to models and what they answer is kept, by task
 * @param simulated how the simulated model behaves
 */
public record LlmConfig(
    List<ModelConfig> chain,
    int concurrency,
    OptionalInt clusterConcurrency,
    Duration idleTimeout,
    TaskLimits limits,
    Optional<Path> prompts,
    Optional<Path> keepPrompts,
    Simulated simulated) {

  /**
   * The hard stops of one task.
   *
   * @param tokens input and output together
   * @param costUsd none where money is no object
   */
  public record TaskLimits(int calls, long tokens, Optional<BigDecimal> costUsd) {
    public TaskLimits {
      Objects.requireNonNull(costUsd, "costUsd");
    }
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
    chain = List.copyOf(chain);
    Objects.requireNonNull(clusterConcurrency, "clusterConcurrency");
    Objects.requireNonNull(idleTimeout, "idleTimeout");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(prompts, "prompts");
    Objects.requireNonNull(keepPrompts, "keepPrompts");
    Objects.requireNonNull(simulated, "simulated");
  }

  /** No model is called: pages show the brief. */
  public boolean isSimulated() {
    return chain.isEmpty();
  }
}
