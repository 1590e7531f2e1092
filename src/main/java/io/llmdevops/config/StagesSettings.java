package io.llmdevops.config;

import java.util.EnumMap;

/** Reads how much of each stage a node runs. */
final class StagesSettings {

  private static final int MOST_INSTANCES = 64;
  private static final int MOST_TASKS = 100_000;

  private final Settings settings;

  StagesSettings(Settings settings) {
    this.settings = settings;
  }

  StagesConfig read() {
    var instances = new EnumMap<Role, Integer>(Role.class);
    for (var role : Role.values()) {
      instances.put(role, settings.number(instancesOf(role), 1, MOST_INSTANCES));
    }
    var tasks =
        new StagesConfig.Tasks(
            settings.optionalNumber("llm_tasks", 1, MOST_TASKS),
            tasks("check_tasks"),
            tasks("publish_tasks"),
            tasks("live_tasks"),
            tasks("notification_tasks"));
    return new StagesConfig(instances, tasks);
  }

  private int tasks(String key) {
    return settings.number(key, 1, MOST_TASKS);
  }

  /** The setting that says how many instances a role has. */
  static String instancesOf(Role role) {
    return role.wire() + "_instances";
  }
}
