package io.llmdevops.task;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which nodes work on the tasks of this store, by their own word and the store's clock. */
public interface Nodes {

  /**
   * A node that is there.
   *
   * @param id the same after every restart of it
   * @param name what people call it
   * @param roles what it runs, as in the configuration
   */
  record Node(String id, String name, Set<String> roles) {
    public Node {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(name, "name");
      roles = Set.copyOf(roles);
    }
  }

  /** Says that a node is there, and will be for that time unless it says so again. */
  Future<Void> announce(Node node, Duration time);

  /** Those that have said so in time, by name. */
  Future<List<Node>> present();
}
