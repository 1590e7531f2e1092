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
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node runs: a verticle for each of its roles, and the one for its operators. */
final class Parts {

  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Vertx vertx;
  private final EngineConfig config;
  private final SqlTaskStore store;
  private final Supplier<Future<Optional<Standing>>> standing;
  private final Handler<RoutingContext> metrics;
  private final IntakeResources intakeResources;
  private final Clock clock;
  private final Optional<Github> github;
  private final LocalRepositories local;
  private final Chain models;
  private final List<String> deployments = new ArrayList<>();
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
    this.standing = standing;
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
    var roles =
        config.roles().stream()
            .map(role -> deploy(() -> verticle(role), instances(role), http(role)))
            .toList();
    return Future.join(roles)
        .compose(
            all ->
                deploy(
                    () -> new ManagementVerticle(config.management(), readiness(), metrics),
                    1,
                    config.management()))
        .compose(all -> deploy(this::retention, 1, config.management()))
        .recover(cause -> undeploy().transform(undeployed -> Future.failedFuture(cause)));
  }

  private Future<String> deploy(Supplier<Deployable> part, int instances, HttpConfig http) {
    return vertx
        .deployVerticle(part, new DeploymentOptions().setInstances(instances))
        .onSuccess(deployments::add)
        .recover(cause -> Future.failedFuture(explained(cause, http)));
  }

  private Future<?> undeploy() {
    return Future.join(deployments.stream().map(vertx::undeploy).toList());
  }

  /** "Address already in use" alone does not tell which. */
  private static Throwable explained(Throwable cause, HttpConfig http) {
    return cause instanceof BindException
        ? new CannotStartException(
            "cannot listen on " + http.host() + ":" + http.port() + ": " + cause.getMessage())
        : cause;
  }

  /** Pages and repositories on this machine have one server, and one stage that writes there. */
  private int instances(Role role) {
    var isHosting = role == Role.GITHUB && github.isEmpty();
    return isHosting ? 1 : config.pipeline().stages().instances(role);
  }

  private HttpConfig http(Role role) {
    return role == Role.GITHUB && github.isEmpty() ? config.hosting() : config.http();
  }

  private Readiness readiness() {
    return new Readiness(store, this::isReady, standing);
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
            standing,
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

  /** Says which there are, where they listen, and which only simulate. */
  void introduce() {
    if (!intakes.isEmpty()) {
      log.info("tasks are taken at {}/task", apiUrl());
    }
    if (hosting != null) {
      log.info("publishing is local: repositories and pages are served at {}", hostingUrl());
    }
    if (config.roles().contains(Role.GITHUB)) {
      github.ifPresent(to -> log.info("versions are published on GitHub as {}", to.destination()));
    }
    if (config.roles().contains(Role.LLM)) {
      introduceModels();
    }
    if (check != null) {
      introduceBrowser();
    }
  }

  private void introduceBrowser() {
    check
        .missingBrowser()
        .ifPresentOrElse(
            why -> log.warn("pages are published without having been looked at: {}", why),
            () ->
                log.info(
                    "pages are looked at by {} before they are published",
                    browser.map(Path::toString).orElse("a browser")));
  }

  private void introduceModels() {
    if (config.llm().isSimulated()) {
      log.info("the model is simulated: pages show the brief, no app is written");
    }
    for (var model : config.llm().chain()) {
      log.info("apps are written by {} at {}", model.model(), model.baseUrl());
    }
  }

  /** Where the API answers, once deployed. */
  String apiUrl() {
    return config.http().url(intakes.get(0).actualPort());
  }

  /** Where the pages of local hosting are, once deployed. */
  String hostingUrl() {
    return config.hosting().url(hosting.actualPort());
  }
}
