package io.llmdevops.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How much of each stage a node runs.
 *
 * @param instances of the verticle of each role, each with an event loop of its own; 1 where a role
 *     is not named
 * @param tasks that one instance works on at once
 */
public record StagesConfig(Map<Role, Integer> instances, Tasks tasks) {

  /** One of each, and as many tasks as {@code conf/config.json} has it. */
  public static final StagesConfig USUAL =
      new StagesConfig(Map.of(), new Tasks(OptionalInt.empty(), 8, 8, 8, 100));

  /**
   * Tasks at once, of one instance.
   *
   * @param llm empty means as many as calls of models may be under way
   * @param publish GitHub takes one change at a time: the others get ready meanwhile
   * @param live being looked at; those that wait are in the store
   */
  public record Tasks(OptionalInt llm, int check, int publish, int live, int notification) {
    public Tasks {
      Objects.requireNonNull(llm, "llm");
    }
  }

  public StagesConfig {
    var all = new EnumMap<Role, Integer>(Role.class);
    for (var role : Role.values()) {
      all.put(role, instances.getOrDefault(role, 1));
    }
    instances = Map.copyOf(all);
    Objects.requireNonNull(tasks, "tasks");
  }

  public int instances(Role role) {
    return instances.get(role);
  }
}
