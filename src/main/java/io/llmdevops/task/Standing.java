package io.llmdevops.task;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How the nodes of an engine stand together.
 *
 * @param node the name of the one that says so
 * @param nodes that work on the same store, this one among them
 * @param members of the cluster that this node hears; empty where it hears of none
 * @param missingRoles that none of the nodes runs, as in the configuration and in its order
 */
public record Standing(String node, int nodes, OptionalInt members, List<String> missingRoles) {

  public Standing {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(members, "members");
    missingRoles = List.copyOf(missingRoles);
  }
}
