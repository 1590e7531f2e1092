package io.llmdevops.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What all sections share: the jar, a folder on the disk, one event loop that makes the load. */
final class Workplace implements AutoCloseable {

  private static final long STOP_SECONDS = 10;
  private static final long WAIT_MINUTES = 5;

  private final Path jar;
  private final Path root;
  private final Vertx vertx;
  private int folders;

  Workplace(Path jar, Path root) throws IOException {
    this.jar = jar.toAbsolutePath();
    if (!Files.isRegularFile(this.jar)) {
      throw new IllegalArgumentException("no fat jar at " + this.jar + ", see -Dengine.jar");
    }
    Files.createDirectories(root);
    this.root = Files.createTempDirectory(root.toAbsolutePath(), "run");
    // One: it has little to do, and the engine needs the cores.
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  }

  Path jar() {
    return jar;
  }

  Vertx vertx() {
    return vertx;
  }

  Path root() {
    return root;
  }

  /** A folder that is new and empty. */
  Path folder() throws IOException {
    return Files.createDirectory(root.resolve("section-" + ++folders));
  }

  /**
   * Waits, but not forever.
   *
   * @throws TimeoutException where something that should have come has not
   */
  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(WAIT_MINUTES, TimeUnit.MINUTES);
  }

  static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() throws IOException, TimeoutException {
    vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
    delete(root);
  }
}
