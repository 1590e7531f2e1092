package io.llmdevops.command;

import io.llmdevops.cluster.CannotJoinException;
import io.llmdevops.cluster.HazelcastSettings;
import io.llmdevops.config.ClusterConfig;
import io.llmdevops.config.EngineConfig;
import java.nio.file.Path;
import java.util.List;

/** Whether Hazelcast can read the configuration of the operator's own, where there is one. */
final class HazelcastCheck {

  private static final String SUBJECT = "members";

  private HazelcastCheck() {}

  /** Blocks. */
  static List<Finding> look(EngineConfig config) {
    return config.cluster().flatMap(ClusterConfig::configuration).map(HazelcastCheck::look).stream()
        .toList();
  }

  private static Finding look(Path configuration) {
    try {
      HazelcastSettings.check(configuration);
      return Finding.ok(SUBJECT, "Hazelcast can read " + configuration);
    } catch (CannotJoinException e) {
      return Finding.fault(SUBJECT, e.getMessage(), "correct the file, or name another");
    }
  }
}
