package io.llmdevops;

import io.llmdevops.bus.Addresses;
import io.llmdevops.check.CheckVerticle;
import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.HttpConfig;
import io.llmdevops.config.Logging;
import io.llmdevops.config.Role;
import io.llmdevops.hosting.HostingVerticle;
import io.llmdevops.hosting.LocalRepositories;
import io.llmdevops.intake.IntakeResources;
import io.llmdevops.intake.IntakeVerticle;
import io.llmdevops.intake.ManagementVerticle;
import io.llmdevops.llm.LlmVerticle;
import io.llmdevops.model.simulated.SimulatedModel;
import io.llmdevops.notification.NotificationVerticle;
import io.llmdevops.store.DataDirectory;
import io.llmdevops.store.SqlTaskStore;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Config → store → codecs → verticles. */
public final class MainVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(MainVerticle.class);

  private final Clock clock = Clock.systemUTC();
  private Optional<EngineConfig> given = Optional.empty();
  private EngineConfig config;
  private DataDirectory directory;
  private SqlTaskStore store;
  private LocalRepositories repositories;
  private IntakeResources intakeResources;
  private IntakeVerticle intake;
  private HostingVerticle hosting;
  private boolean registered;

  /** Configures itself, as under the stock launcher. */
  public MainVerticle() {}

  /** Takes this configuration instead of looking for one. */
  public MainVerticle(EngineConfig config) {
    given = Optional.of(config);
  }

  @Override
  public Future<?> start() {
    intakeResources = IntakeResources.prepare(vertx);
    return configure()
        .compose(configured -> blocking(this::openStore))
        .compose(open -> store.releaseAll())
        .compose(this::deployAll)
        .onSuccess(deployed -> greet())
        .recover(this::failOnceQuiet);
  }

  /** What was begun is let finish: work cut off by the end of the process would fill the log. */
  private <T> Future<T> failOnceQuiet(Throwable cause) {
    return intakeResources.settled().transform(settled -> Future.failedFuture(cause));
  }

  private Future<Void> configure() {
    if (given.isPresent()) {
      config = given.get();
      return Future.succeededFuture();
    }
    return new ConfigLoader(vertx)
        .load()
        .map(
            loaded -> {
              config = loaded.config();
              Logging.configure(config.log(), config.secrets());
              loaded
                  .generatedSecret()
                  .ifPresent(file -> log.info("SECRET is not set: using the one in {}", file));
              return null;
            });
  }

  private Void openStore() throws Exception {
    directory = DataDirectory.take(config.store().dataDir());
    store =
        SqlTaskStore.open(
            vertx, config.store(), config.pipeline().lease(), directory.nodeId(), clock);
    return null;
  }

  private Future<?> deployAll(int leasesTakenBack) {
    if (leasesTakenBack > 0) {
      log.info("going on with {} tasks that were under way", leasesTakenBack);
    }
    Addresses.register(vertx);
    registered = true;
    repositories = new LocalRepositories(vertx, config.store());
    var deployed = new ArrayList<Future<String>>();
    for (var role : config.roles()) {
      var http = role == Role.GITHUB ? config.hosting() : config.http();
      deployed.add(deploy(verticle(role), http));
    }
    return Future.join(deployed)
        .compose(
            all ->
                deploy(
                    new ManagementVerticle(config.management(), store, this::isReady),
                    config.management()));
  }

  /** "Address already in use" alone does not tell which. */
  private Future<String> deploy(Deployable verticle, HttpConfig http) {
    return vertx
        .deployVerticle(verticle)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof BindException
                        ? new CannotStartException(
                            "cannot listen on "
                                + http.host()
                                + ":"
                                + http.port()
                                + ": "
                                + cause.getMessage())
                        : cause));
  }

  private boolean isReady() {
    return intake == null || intake.isListening();
  }

  private Deployable verticle(Role role) {
    var pipeline = config.pipeline();
    return switch (role) {
      case INTAKE -> intake = intake();
      case LLM ->
          new LlmVerticle(
              pipeline,
              config.llm(),
              store,
              repositories,
              new SimulatedModel(vertx, config.llm().simulated(), System::nanoTime),
              clock);
      case CHECK -> new CheckVerticle(pipeline, config.secrets(), store, repositories, clock);
      case GITHUB -> hosting = hosting();
      case NOTIFICATION -> new NotificationVerticle(pipeline, config.notification(), store, clock);
    };
  }

  private IntakeVerticle intake() {
    return new IntakeVerticle(
        config.http(),
        config.access(),
        config.notification(),
        config.pipeline(),
        store,
        intakeResources);
  }

  private HostingVerticle hosting() {
    return new HostingVerticle(
        config.pipeline(),
        config.hosting(),
        config.store(),
        config.access(),
        store,
        repositories,
        clock);
  }

  private void greet() {
    if (intake != null) {
      log.info("tasks are taken at {}/task", apiUrl());
    }
    if (hosting != null) {
      log.info("publishing is local: repositories and pages are served at {}", hostingUrl());
    }
    if (config.roles().contains(Role.LLM)) {
      log.info("the model is simulated: pages show the brief, no app is written");
    }
    log.info("data is kept in {}", config.store().dataDir().toAbsolutePath());
    log.info("ready, {} ms after the start of the process", upMillis());
  }

  private static long upMillis() {
    return ManagementFactory.getRuntimeMXBean().getUptime();
  }

  /** Where the API answers, once deployed. */
  public String apiUrl() {
    return config.http().url(intake.actualPort());
  }

  /** Where pages are, once deployed. */
  public String hostingUrl() {
    return config.hosting().url(hosting.actualPort());
  }

  /** The verticles have ended by now: what they were at goes back, for the next start. */
  @Override
  public Future<?> stop() {
    if (registered) {
      Addresses.unregister(vertx);
    }
    if (store == null) {
      return blocking(this::leaveDirectory);
    }
    return store
        .releaseAll()
        .eventually(
            () ->
                blocking(
                    () -> {
                      store.close();
                      return leaveDirectory();
                    }));
  }

  private Void leaveDirectory() throws Exception {
    if (directory != null) {
      directory.close();
    }
    return null;
  }

  private <T> Future<T> blocking(Callable<T> work) {
    return vertx.executeBlocking(work);
  }
}
