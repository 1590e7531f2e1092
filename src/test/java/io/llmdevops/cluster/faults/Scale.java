package io.llmdevops.cluster.faults;

import java.time.Duration;

/**
 * How large a run is.
 *
 * @param tasks per fault
 * @param modelTime how long the model takes for an answer
 * @param calls of the model that a node may have under way: few, and no node is left without work
 */
record Scale(int tasks, Duration lease, Duration tick, Duration modelTime, int calls) {

  /**
   * From a node's loss until others go on with its work, at most. Where others wait for GitHub's
   * turn, which ends five seconds after its holder, they have no room for more; a lease of half a
   * minute has long hidden that.
   */
  Duration takeover() {
    return lease.plusSeconds(lease.toSeconds() < 10 ? 10 : 5);
  }
}
