package io.llmdevops.cluster;

import io.llmdevops.config.Role;
import io.llmdevops.task.Nodes;
import io.llmdevops.task.Standing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says again and again that this node is there, and knows by the others' word who else is. Its last
 * word holds for a while after the node has stopped, so that one that is started anew was never
 * missing.
 */
public final class Presence {

  private static final Logger log = LoggerFactory.getLogger(Presence.class);
  private static final int LEASES = 2;
  private static final int WORDS = 3;

  /** Until a word that was not heard is said again: the last one may have run out meanwhile. */
  private static final long RETRY_MILLIS = 1_000;

  /** Who reads or writes what has been published. */
  private static final Set<Role> USERS = Set.of(Role.LLM, Role.CHECK, Role.GITHUB);

  private final Vertx vertx;
  private final Nodes nodes;
  private final Nodes.Node self;
  private final Duration time;
  private final boolean hasItsOwnRepositories;
  private long ticker = -1;
  private long retry = -1;
  private boolean silent;
  private boolean stopped;

  /**
   * @param id of this node, the same after every restart
   * @param name what people call it
   * @param lease how long a claim of this engine lasts
   * @param hasItsOwnRepositories what it publishes is on this machine, where no other node sees it
   */
  public Presence(
      Vertx vertx,
      Nodes nodes,
      String id,
      String name,
      Set<Role> roles,
      Duration lease,
      boolean hasItsOwnRepositories) {
    this.vertx = vertx;
    this.nodes = nodes;
    this.self =
        new Nodes.Node(
            id, name, roles.stream().map(Role::wire).collect(Collectors.toUnmodifiableSet()));
    this.time = lease.multipliedBy(LEASES);
    this.hasItsOwnRepositories = hasItsOwnRepositories;
  }

  /** Done when the first word has been said, or could not be: the next one follows in any case. */
  public Future<Void> start() {
    ticker = vertx.setPeriodic(Math.max(1, time.toMillis() / WORDS), tick -> announce());
    return announce();
  }

  public void stop() {
    stopped = true;
    vertx.cancelTimer(ticker);
    vertx.cancelTimer(retry);
  }

  private Future<Void> announce() {
    return nodes
        .announce(self, time)
        .onSuccess(said -> silent = false)
        .recover(
            cause -> {
              if (!silent) {
                log.warn("the others are not told that this node is there: {}", cause.getMessage());
              }
              silent = true;
              sayAgain();
              return Future.succeededFuture();
            });
  }

  private void sayAgain() {
    vertx.cancelTimer(retry);
    if (!stopped) {
      retry = vertx.setTimer(RETRY_MILLIS, due -> announce());
    }
  }

  /** Fails where the store does not answer. */
  public Future<Standing> standing() {
    return nodes.present().map(this::standing);
  }

  private Standing standing(List<Nodes.Node> present) {
    var others = present.stream().filter(node -> !node.id().equals(self.id())).toList();
    var there =
        Stream.concat(Stream.of(self), others.stream())
            .map(Nodes.Node::roles)
            .flatMap(Collection::stream)
            .collect(Collectors.toSet());
    return new Standing(
        self.name(), others.size() + 1, Members.of(vertx), missing(there), apart(others));
  }

  private static List<String> missing(Set<String> there) {
    return Stream.of(Role.values()).map(Role::wire).filter(role -> !there.contains(role)).toList();
  }

  private List<String> apart(List<Nodes.Node> others) {
    return hasItsOwnRepositories
        ? others.stream().filter(Presence::usesRepositories).map(Nodes.Node::name).toList()
        : List.of();
  }

  private static boolean usesRepositories(Nodes.Node node) {
    return USERS.stream().map(Role::wire).anyMatch(node.roles()::contains);
  }

  /** How a node stands whose tasks no other can reach; empty where it has all roles itself. */
  public static Optional<Standing> alone(String name, Set<Role> roles) {
    var missing = missing(roles.stream().map(Role::wire).collect(Collectors.toSet()));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new Standing(name, 1, OptionalInt.empty(), missing, List.of()));
  }
}
