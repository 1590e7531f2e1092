package io.llmdevops;

import io.llmdevops.bus.Addresses;
import io.llmdevops.cluster.Members;
import io.llmdevops.cluster.Presence;
import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.Logging;
import io.llmdevops.config.Role;
import io.llmdevops.config.Spelling;
import io.llmdevops.intake.IntakeResources;
import io.llmdevops.metrics.Meters;
import io.llmdevops.metrics.MetricsHandler;
import io.llmdevops.store.DataDirectory;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.task.Standing;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Config → store → codecs → verticles. */
public final class MainVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(MainVerticle.class);

  private final Clock clock = Clock.systemUTC();
  private Optional<ConfigLoader.Loaded> given = Optional.empty();
  private EngineConfig config;
  private DataDirectory directory;
  private SqlTaskStore store;
  private IntakeResources intakeResources;
  private Optional<Path> generatedSecret = Optional.empty();
  private Optional<Presence> presence = Optional.empty();
  private Optional<Standing> alone = Optional.empty();
  private Parts parts;
  private boolean registered;

  /** Configures itself, as under the stock launcher. */
  public MainVerticle() {}

  /** Takes this configuration instead of looking for one. */
  public MainVerticle(EngineConfig config) {
    this(new ConfigLoader.Loaded(config, Optional.empty(), List.of()));
  }

  /** The same, of whoever has loaded it; the log is set up already. */
  public MainVerticle(ConfigLoader.Loaded loaded) {
    given = Optional.of(loaded);
  }

  @Override
  public Future<?> start() {
    Spelling.ofTheSources();
    intakeResources = IntakeResources.prepare(vertx);
    return configure()
        .compose(configured -> blocking(this::openStore))
        .compose(open -> store.releaseAll())
        .compose(this::deployParts)
        .onSuccess(deployed -> introduction().say())
        .recover(this::failOnceQuiet);
  }

  /**
   * Vert.x stops no verticle that did not start, and what was opened must not stay so. What was
   * begun is let finish: work cut off by the end of the process would fill the log.
   */
  private <T> Future<T> failOnceQuiet(Throwable cause) {
    return stop()
        .transform(stopped -> intakeResources.settled())
        .transform(settled -> Future.failedFuture(cause));
  }

  private Future<Void> configure() {
    return given.map(Future::succeededFuture).orElseGet(this::load).map(this::configure);
  }

  private Future<ConfigLoader.Loaded> load() {
    return new ConfigLoader(vertx)
        .load()
        .onSuccess(loaded -> Logging.configure(loaded.config().log(), loaded.config().secrets()));
  }

  private Void configure(ConfigLoader.Loaded loaded) {
    config = loaded.config();
    generatedSecret = loaded.generatedSecret();
    generatedSecret.ifPresent(file -> log.info("SECRET is not set: using the one in {}", file));
    if (config.cluster().isPresent() && !vertx.isClustered()) {
      throw new CannotStartException(
          "CLUSTER is true, but Vert.x was started without a cluster: start it with -cluster");
    }
    return null;
  }

  private Void openStore() throws Exception {
    directory = DataDirectory.take(config.store().dataDir());
    Logging.nameNode(directory.nodeName());
    store =
        SqlTaskStore.open(
            vertx, config.store(), config.pipeline().lease(), directory.nodeId(), clock);
    return null;
  }

  private Future<?> deployParts(int leasesTakenBack) {
    if (leasesTakenBack > 0) {
      log.info("going on with {} tasks that were under way", leasesTakenBack);
    }
    Addresses.register(vertx);
    registered = true;
    var metrics = new MetricsHandler(vertx, store.census());
    if (config.store().postgres().isPresent()) {
      presence = Optional.of(presence());
    } else {
      alone = Presence.alone(directory.nodeName(), config.roles());
    }
    if (vertx.isClustered()) {
      measureCluster();
    }
    parts = new Parts(vertx, config, store, metrics, this::standing, intakeResources);
    return parts.deploy().compose(deployed -> announce());
  }

  private void measureCluster() {
    Meters.of(vertx)
        .gauge(
            "engine.cluster.members",
            "Members of the cluster that this node hears, itself among them",
            () -> Members.of(vertx).orElse(0));
  }

  private Presence presence() {
    return new Presence(
        vertx,
        store.nodes(),
        directory.nodeId(),
        directory.nodeName(),
        config.roles(),
        config.pipeline().lease(),
        config.github().isEmpty() && config.roles().contains(Role.GITHUB));
  }

  private Introduction introduction() {
    return new Introduction(config, directory, parts, generatedSecret, alone);
  }

  private Future<Void> announce() {
    return presence.map(Presence::start).orElseGet(Future::succeededFuture);
  }

  /** Others work on the tasks of a database that they can reach. */
  private Future<Optional<Standing>> standing() {
    return presence
        .map(here -> here.standing().map(Optional::of))
        .orElseGet(() -> Future.succeededFuture(alone));
  }

  /** Where the API answers, once deployed. */
  public String apiUrl() {
    return parts.apiUrl().orElseThrow();
  }

  /** Where the pages of local hosting are, once deployed. */
  public String hostingUrl() {
    return parts.hostingUrl().orElseThrow();
  }

  /** The verticles have ended by now: what they were at goes back, for the next start. */
  @Override
  public Future<?> stop() {
    presence.ifPresent(Presence::stop);
    if (registered) {
      Addresses.unregister(vertx);
    }
    if (store == null) {
      return blocking(this::leaveDirectory);
    }
    return store
        .releaseAll()
        .recover(this::keepLeases)
        .eventually(
            () ->
                blocking(
                    () -> {
                      store.close();
                      return leaveDirectory();
                    }));
  }

  private Future<Integer> keepLeases(Throwable cause) {
    log.warn("leases not given back, the next start takes them: {}", cause.getMessage());
    return Future.succeededFuture(0);
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
