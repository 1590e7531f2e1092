package io.llmdevops.task;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How the nodes of an engine stand together.
 *
 * @param node the name of the one that says so
 * @param nodes that work on the same store, this one among them
 * @param members of the cluster that this node hears, this one among them; none where it has
 *     dropped out, empty without a cluster
 * @param missingRoles that none of the nodes runs, as in the configuration and in its order
 * @param apart names of other nodes that work on repositories of which each node has its own; empty
 *     where all is well
 */
public record Standing(
    String node, int nodes, OptionalInt members, List<String> missingRoles, List<String> apart) {

  public Standing {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(members, "members");
    missingRoles = List.copyOf(missingRoles);
    apart = List.copyOf(apart);
  }
}
