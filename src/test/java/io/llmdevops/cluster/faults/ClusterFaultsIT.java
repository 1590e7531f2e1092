package io.llmdevops.cluster.faults;

import java.time.Duration;
import org.junit.jupiter.api.Timeout;

/** Each fault once, with short leases and few tasks. {@link ClusterChaosIT} is the long form. */
@Timeout(180)
class ClusterFaultsIT extends ClusterFaults {

  ClusterFaultsIT() {
    super(new Scale(24, Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofMillis(400), 2));
  }
}
