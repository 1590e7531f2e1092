package io.llmdevops;

import io.llmdevops.check.CheckVerticle;
import io.llmdevops.check.Instruments;
import io.llmdevops.check.SharedInstruments;
import io.llmdevops.check.browser.chromium.BrowserFinder;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.HttpConfig;
import io.llmdevops.config.Role;
import io.llmdevops.github.Github;
import io.llmdevops.github.GithubVerticle;
import io.llmdevops.hosting.HostingVerticle;
import io.llmdevops.hosting.LocalRepositories;
import io.llmdevops.intake.Condition;
import io.llmdevops.intake.IntakeResources;
import io.llmdevops.intake.IntakeVerticle;
import io.llmdevops.intake.ManagementVerticle;
import io.llmdevops.intake.Readiness;
import io.llmdevops.llm.LlmVerticle;
import io.llmdevops.model.Chain;
import io.llmdevops.model.Gate;
import io.llmdevops.model.configured.Models;
import io.llmdevops.notification.NotificationVerticle;
import io.llmdevops.retention.RetentionVerticle;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.task.CallPermits;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.Standing;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this node runs: a verticle for each of its roles, and the one for its operators. */
final class Parts {

  private final Vertx vertx;
  private final EngineConfig config;
  private final SqlTaskStore store;
  private final Condition condition;
  private final Handler<RoutingContext> metrics;
  private final IntakeResources intakeResources;
  private final Clock clock;
  private final Optional<Github> github;
  private final LocalRepositories local;
  private final Chain models;
  private final SharedInstruments instruments = new SharedInstruments(this::instruments);
  private final List<IntakeVerticle> intakes = new CopyOnWriteArrayList<>();
  private HostingVerticle hosting;
  private CheckVerticle check;
  private Optional<Path> browser = Optional.empty();

  /**
   * @param metrics tells operators what is measured
   * @param standing how this node and others stand together; empty where there are no others
   */
  Parts(
      Vertx vertx,
      EngineConfig config,
      SqlTaskStore store,
      Handler<RoutingContext> metrics,
      Supplier<Future<Optional<Standing>>> standing,
      IntakeResources intakeResources) {
    this.vertx = vertx;
    this.config = config;
    this.store = store;
    this.metrics = metrics;
    this.condition = new Condition(vertx, store, standing);
    this.intakeResources = intakeResources;
    this.clock = store.clock();
    this.models =
        Models.of(vertx, config.llm(), gate(store.callPermits()), clock, System::nanoTime);
    this.github =
        config.github().map(to -> Github.of(vertx, to, config.store(), store.tokenLimits()));
    this.local = new LocalRepositories(vertx, config.store());
  }

  private Gate gate(CallPermits permits) {
    var llm = config.llm();
    return llm.clusterConcurrency().isPresent()
        ? new Gate(vertx, llm.concurrency(), permits, llm.clusterConcurrency().getAsInt())
        : new Gate(llm.concurrency());
  }

  /** Deploys all of them or, where one cannot start, none. */
  Future<?> deploy() {
    var deployments = new Deployments(vertx);
    var management = config.management();
    return Future.join(
            config.roles().stream()
                .map(role -> deployments.deploy(() -> verticle(role), instances(role), http(role)))
                .toList())
        .compose(all -> deployments.deploy(this::management, 1, management))
        .compose(all -> deployments.deploy(this::retention, 1, management))
        .recover(
            cause -> deployments.undeploy().transform(undeployed -> Future.failedFuture(cause)));
  }

  /** Pages and repositories on this machine have one server, and one stage that writes there. */
  private int instances(Role role) {
    var isHosting = role == Role.GITHUB && github.isEmpty();
    return isHosting ? 1 : config.pipeline().stages().instances(role);
  }

  private HttpConfig http(Role role) {
    return role == Role.GITHUB && github.isEmpty() ? config.hosting() : config.http();
  }

  private ManagementVerticle management() {
    var readiness = new Readiness(condition, this::isReady);
    return new ManagementVerticle(config.management(), readiness, metrics);
  }

  private boolean isReady() {
    return intakes.stream().allMatch(IntakeVerticle::isListening);
  }

  private Deployable verticle(Role role) {
    var pipeline = config.pipeline();
    return switch (role) {
      case INTAKE -> intake();
      case LLM ->
          new LlmVerticle(
              pipeline, config.llm(), config.secrets(), store, repositories(), models, clock);
      case CHECK -> check = check();
      case GITHUB -> github.<Deployable>map(this::publisher).orElseGet(() -> hosting = hosting());
      case NOTIFICATION -> new NotificationVerticle(pipeline, config.notification(), store, clock);
    };
  }

  private IntakeVerticle intake() {
    var intake =
        new IntakeVerticle(
            config.http(),
            config.access(),
            config.notification(),
            config.pipeline(),
            store,
            condition,
            intakeResources);
    intakes.add(intake);
    return intake;
  }

  private CheckVerticle check() {
    return new CheckVerticle(
        config.pipeline(),
        config.check(),
        config.secrets(),
        store,
        repositories(),
        instruments,
        clock);
  }

  /** On a worker thread, since files are looked for. */
  private Instruments instruments() {
    browser = new BrowserFinder(config.check().browser()).chromium();
    return Instruments.of(
        vertx, config.check(), config.llm(), config.secrets(), store, models, ownHosts());
  }

  private Set<String> ownHosts() {
    return Stream.of(config.http(), config.hosting(), config.management())
        .flatMap(
            server ->
                Stream.concat(
                    Stream.of(server.host()), server.publicUrl().map(URI::getHost).stream()))
        .map(host -> host.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private GithubVerticle publisher(Github to) {
    return new GithubVerticle(config, store, to, clock);
  }

  private HostingVerticle hosting() {
    return new HostingVerticle(
        config.pipeline(), config.hosting(), config.store(), config.access(), store, local, clock);
  }

  /** Copies of repositories may be in use; what local hosting has are no copies. */
  private RetentionVerticle retention() {
    return new RetentionVerticle(
        config.retention(),
        config.store(),
        store.pastTasks(),
        github.map(to -> to.repositories()::removeMirror),
        clock);
  }

  private Repositories repositories() {
    return github.<Repositories>map(Github::repositories).orElse(local);
  }

  /** Where the API answers, once deployed; empty without the role. */
  Optional<String> apiUrl() {
    return intakes.stream().findFirst().map(one -> config.http().url(one.actualPort()));
  }

  /** Where the pages of local hosting are, once deployed; empty without it. */
  Optional<String> hostingUrl() {
    return Optional.ofNullable(hosting).map(one -> config.hosting().url(one.actualPort()));
  }

  /** Where on GitHub versions are published; empty with local hosting. */
  Optional<String> destination() {
    return github.map(Github::destination);
  }

  /** What looks at pages, once deployed; empty where nothing does. */
  Optional<String> browser() {
    return browser.map(Path::toString);
  }

  /** Why no browser looks at pages, once deployed; empty where one does, or without the role. */
  Optional<String> missingBrowser() {
    return Optional.ofNullable(check).flatMap(CheckVerticle::missingBrowser);
  }
}
