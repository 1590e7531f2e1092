package io.llmdevops.cluster.faults;

import java.time.Duration;

/**
 * How large a run is.
 *
 * @param tasks per fault
 * @param modelTime how long the model takes for an answer
 */
record Scale(int tasks, Duration lease, Duration tick, Duration modelTime) {

  /** From a node's loss until others go on with its work, at most. */
  Duration takeover() {
    return lease.plusSeconds(5);
  }
}
