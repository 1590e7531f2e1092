package io.llmdevops.cluster.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * Each fault with so many tasks as {@code chaos.tasks} says, and with the lease and the tick that
 * an engine has unless it is told otherwise.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ClusterChaosIT extends ClusterFaults {

  ClusterChaosIT() {
    super(
        new Scale(
            Integer.getInteger("chaos.tasks", 200),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            8));
  }
}
