package io.llmdevops.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How this node and the others find each other.
 *
 * @param host the address of this machine that the others reach; never a wildcard
 * @param port of the members' own protocol
 * @param busPort of the event bus
 * @param members {@code host:port} of some or all of them; empty where {@code configuration} says
 *     how they are found, or where this is the first
 * @param configuration the operator's own, of Hazelcast, which then holds instead
 */
public record ClusterConfig(
    String host, int port, int busPort, List<String> members, Optional<Path> configuration) {

  public ClusterConfig {
    Objects.requireNonNull(host, "host");
    members = List.copyOf(members);
    Objects.requireNonNull(configuration, "configuration");
  }
}
