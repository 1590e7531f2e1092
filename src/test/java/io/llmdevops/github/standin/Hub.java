package io.llmdevops.github.standin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All that the servers of the stand-in share. Changed on its event loop only. */
final class Hub {

  final Vertx vertx;
  final Path folder;
  final Options options;
  final Journal journal = new Journal();
  final Accounts accounts = new Accounts();
  final Faults faults = new Faults();
  final Urls urls;
  final BranchBuilds builds;
  final WorkflowRuns runs;
  private final AtomicLong ids = new AtomicLong(100_000);
  private final Map<String, Hosted> repositories = new ConcurrentHashMap<>();
  private final Map<String, Hosted> formerNames = new ConcurrentHashMap<>();
  private final Map<String, Limits> limits = new HashMap<>();
  private final Map<String, Turns> turns = new HashMap<>();

  Hub(Vertx vertx, Path folder, Options options) {
    this.vertx = vertx;
    this.folder = folder;
    this.options = options;
    urls = new Urls(options.apiPath());
    builds = new BranchBuilds(this);
    runs = new WorkflowRuns(this);
  }

  long nextId() {
    return ids.incrementAndGet();
  }

  /** Away from the event loop. */
  <T> Future<T> onWorker(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }

  /** After this time of GitHub's. */
  void later(Duration githubs, Runnable action) {
    vertx.setTimer(Math.max(1, options.scaled(githubs).toMillis()), timer -> action.run());
  }

  Limits limits(String token) {
    return limits.computeIfAbsent(token, any -> new Limits(options, journal));
  }

  Turns turns(String token) {
    var gap = options.scaled(options.gap());
    return turns.computeIfAbsent(token, any -> new Turns(gap, journal));
  }

  Collection<Hosted> repositories() {
    return List.copyOf(repositories.values());
  }

  Optional<Hosted> repository(String owner, String name) {
    return Optional.ofNullable(repositories.get(key(owner, name)));
  }

  Optional<Hosted> repository(long id) {
    return repositories.values().stream().filter(each -> each.id() == id).findFirst();
  }

  /** What had this name before it was given another. */
  Optional<Hosted> renamed(String owner, String name) {
    return Optional.ofNullable(formerNames.get(key(owner, name)));
  }

  void rename(Hosted repository, String name) {
    var former = key(repository.owner().login(), repository.name());
    repositories.remove(former);
    formerNames.put(former, repository);
    repository.rename(name);
    repositories.put(key(repository.owner().login(), name), repository);
  }

  /** Empty where the name is taken. */
  Optional<Hosted> reserve(Account owner, String name, Hosted.Wanted wanted, Duration hidden) {
    var id = nextId();
    var visible = Instant.now().plus(options.scaled(hidden));
    var created = new Hosted(id, owner, name, folder.resolve(id + ".git"), visible, wanted);
    var taken = repositories.putIfAbsent(key(owner.login(), name), created);
    formerNames.remove(key(owner.login(), name));
    return taken == null ? Optional.of(created) : Optional.empty();
  }

  /**
   * After something was pushed: where {@code main} has moved, sites are built and workflows run.
   */
  Future<Void> pushed(Hosted repository, String pusher) {
    return onWorker(repository.git()::head)
        .compose(
            head -> {
              if (head.isEmpty() || head.equals(repository.head())) {
                return Future.succeededFuture();
              }
              repository.head(head);
              builds.pushed(repository, pusher);
              return runs.pushed(repository, pusher);
            });
  }

  private static String key(String owner, String name) {
    return (owner + "/" + name).toLowerCase(Locale.ROOT);
  }
}
