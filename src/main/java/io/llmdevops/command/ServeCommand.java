package io.llmdevops.command;

import io.llmdevops.CannotStartException;
import io.llmdevops.MainVerticle;
import io.llmdevops.cluster.CannotJoinException;
import io.llmdevops.config.ClusterConfig;
import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.ConfigReader;
import io.llmdevops.config.InvalidConfigException;
import io.llmdevops.config.Logging;
import io.llmdevops.store.DataDirectoryInUseException;
import io.llmdevops.store.DatabaseNotUsableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Runs the engine until it is told to end. */
@Command(name = "serve", description = "Runs the engine (the default).")
public final class ServeCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);
  private static final int START_SECONDS = 3;
  private static final int STOP_SECONDS = 15;
  private static final int CANNOT_START = 1;
  private static final int INVALID_CONFIGURATION = 2;

  private volatile boolean ending;

  @Override
  public Integer call() {
    // Beside the configuration, which takes as long to read: most nodes are alone.
    var alone = CompletableFuture.supplyAsync(Vertx::vertx);
    try {
      var loaded = new ConfigReader().read();
      Logging.configure(loaded.config().log(), loaded.config().secrets());
      start(loaded, loaded.config().cluster().map(in -> join(in, alone)).orElseGet(alone::join));
    } catch (InvalidConfigException e) {
      System.err.println(e.getMessage());
      return INVALID_CONFIGURATION;
    } catch (DataDirectoryInUseException
        | DatabaseNotUsableException
        | CannotStartException
        | CannotJoinException e) {
      System.err.println("cannot start: " + e.getMessage());
      return CANNOT_START;
    } catch (Exception e) {
      // Waiting for a future throws whatever failed it, checked or not.
      if (!ending) {
        log.error("cannot start", e);
      }
      return CANNOT_START;
    }
    waitForever();
    return 0;
  }

  private void start(ConfigLoader.Loaded loaded, Vertx vertx) {
    var started = vertx.deployVerticle(new MainVerticle(loaded));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(vertx, started), "shutdown"));
    started.await();
  }

  /** By the settings, since what joins reads them itself: under any launcher it is the same. */
  private static Vertx join(ClusterConfig cluster, CompletableFuture<Vertx> alone) {
    alone.thenAccept(Vertx::close);
    return Vertx.builder()
        .buildClustered()
        .recover(cause -> Future.failedFuture(explained(cause, cluster)))
        .await();
  }

  /** "Address already in use" alone does not tell which. */
  private static Throwable explained(Throwable cause, ClusterConfig cluster) {
    return cause instanceof BindException
        ? new CannotStartException(
            "cannot listen on %s:%d for the event bus: %s"
                .formatted(cluster.host(), cluster.busPort(), cause.getMessage()))
        : cause;
  }

  private static void waitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On SIGTERM: nothing more is accepted, leases are given back. */
  private void close(Vertx vertx, Future<?> started) {
    ending = true;
    letFinish(started);
    try {
      vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
      log.info("stopped");
    } catch (TimeoutException e) {
      log.warn("stopped before all was put down: its leases are taken back at the next start");
    } catch (RuntimeException e) {
      log.warn("stopped, though not everything could be put down", e);
    }
  }

  /** A start takes a second or so; cut off, it would end in as many faults as it has parts. */
  private static void letFinish(Future<?> started) {
    try {
      started.await(START_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      log.debug("ended before it had started", e);
    }
  }
}
