package io.llmdevops.github.repository;

import static io.llmdevops.store.StoreFixture.await;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.github.pages.Sites;
import io.llmdevops.github.rest.Owner;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.github.rest.Turnstile;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Hosted;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Work;
import io.llmdevops.store.SiteTasks;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Fact;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** An engine's way to a GitHub that it has for itself, up to where a task is published. */
final class Publishing implements AutoCloseable {

  static final Secret SECRET = new Secret("a secret of the engine");
  private static final int MOST_TRIES = 30;
  private static final Duration SHORT = Duration.ofMillis(1);

  private final Vertx vertx = Vertx.vertx();
  private final Ahead clock = new Ahead();
  private final Path folder;
  private final StandInGithub github;
  private Secret token;
  private Optional<String> owner = Optional.empty();
  private StoreConfig data;
  private SqlTaskStore store;
  private RestClient rest;
  private GithubRepositories repositories;

  /** The time of this machine, and what a test has let pass besides. */
  private static final class Ahead extends Clock {
    private final Clock system = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return system.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return system.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  Publishing(Path folder, Options options) throws SQLException {
    this.folder = folder;
    github = StandInGithub.start(vertx, folder.resolve("github"), options);
    token = new Secret(github.token());
    begin("data");
  }

  /** Everything that an engine knows is in this folder. */
  void begin(String name) throws SQLException {
    if (store != null) {
      store.close();
    }
    data = new StoreConfig(folder.resolve(name));
    createDirectories(data.dataDir());
    store = StoreFixture.open(vertx, data.dataDir(), clock);
    connect();
  }

  /** As after a start of the process: nothing is remembered but what is stored. */
  void connect() {
    var pace = new GithubConfig.Pace(SHORT, SHORT, Duration.ofSeconds(150), Duration.ofSeconds(60));
    var config = new GithubConfig(token, URI.create(github.apiUrl()), owner, pace);
    rest = new RestClient(vertx, config, store.tokenLimits());
    repositories =
        new GithubRepositories(vertx, config, data, rest, new Owner(rest, config.owner()));
  }

  void as(String otherToken) {
    token = new Secret(otherToken);
    connect();
  }

  void forOwner(String name) {
    owner = Optional.of(name);
    connect();
  }

  Vertx vertx() {
    return vertx;
  }

  RestClient rest() {
    return rest;
  }

  StandInGithub github() {
    return github;
  }

  GithubRepositories repositories() {
    return repositories;
  }

  StoreConfig data() {
    return data;
  }

  SqlTaskStore store() {
    return store;
  }

  SiteTasks tasks() {
    return new SiteTasks(store);
  }

  void pass(Duration time) {
    clock.ahead = clock.ahead.plus(time);
  }

  /** One try, as after a start: whatever was under way is due again. */
  Outcome run() {
    return run(store, new Lease(() -> 0, StoreFixture.LEASE, 0));
  }

  /**
   * @param recording in place of the store, for what is stored on the way
   */
  Outcome run(TaskStore recording, Lease lease) {
    return run(recording, lease, rest.turnstile());
  }

  Outcome run(TaskStore recording, Lease lease, Turnstile turnstile) {
    await(store.releaseAll());
    var claim = tasks().claim(TaskState.CHECKED);
    var sites = new Sites(rest);
    var step = new PublishStep(store, repositories, turnstile, sites, SECRET, clock);
    var deadline = new Deadline(clock, claim.task());
    return await(step.run(new Work(claim, lease, deadline, recording)));
  }

  /** Tries until there is an end to it; lets the time pass that it asks for. */
  Outcome runToTheEnd() {
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      try {
        var outcome = run();
        if (!(outcome instanceof Outcome.Retry retry)) {
          return outcome;
        }
        pass(retry.after());
      } catch (HeldUpException e) {
        pass(e.after().orElse(Duration.ofSeconds(1)));
      }
      connect();
    }
    throw new AssertionError("no end after " + MOST_TRIES + " tries");
  }

  /** The same, which has to end well. */
  Fact.Pushed publish() {
    return pushed(runToTheEnd());
  }

  /** The same, and stores that it has. */
  Fact.Pushed publishAndStore() {
    var outcome = runToTheEnd();
    var pushed = pushed(outcome);
    await(store.releaseAll());
    tasks().advance(tasks().claim(TaskState.CHECKED), TaskState.PUBLISHED, outcome.facts());
    return pushed;
  }

  /** The same, and lets the next round start. */
  Fact.Pushed goLive() {
    var pushed = publishAndStore();
    tasks().advance(tasks().claim(TaskState.PUBLISHED), TaskState.LIVE, List.of());
    return pushed;
  }

  static Fact.Pushed pushed(Outcome outcome) {
    if (!(outcome instanceof Outcome.Advance)) {
      throw new AssertionError("not published: " + outcome);
    }
    return (Fact.Pushed) outcome.facts().get(0);
  }

  /** The calls from that one on, in short. */
  List<String> calls(int from) {
    return github.journal().calls(call -> call.number() >= from).stream()
        .map(Publishing::inShort)
        .toList();
  }

  private static String inShort(Call call) {
    return call.kind().isGit() ? call.kind().name() : call.method() + " " + call.path();
  }

  Hosted hosted(String name) {
    return github.repository(owner.orElse(StandInGithub.LOGIN), name).orElseThrow();
  }

  private static void createDirectories(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws SQLException {
    github.close();
    store.close();
    await(vertx.close());
  }
}
