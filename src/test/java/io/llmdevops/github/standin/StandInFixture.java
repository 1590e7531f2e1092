package io.llmdevops.github.standin;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Starts a stand-in for each test. */
abstract class StandInFixture {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static Vertx vertx;
  @TempDir Path folder;
  private final List<StandInGithub> started = new ArrayList<>();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @AfterEach
  void closeAll() {
    started.forEach(StandInGithub::close);
  }

  StandInGithub github(Options options) {
    var github = StandInGithub.start(vertx, folder.resolve("github"), options);
    started.add(github);
    return github;
  }

  /** Asks until it is so; each time of asking waits for an answer, so nothing runs hot for long. */
  static void await(Callable<Boolean> isSo) throws Exception {
    var until = Instant.now().plus(PATIENCE);
    while (!isSo.call()) {
      if (Instant.now().isAfter(until)) {
        throw new AssertionError("it does not come to be");
      }
      vertx.timer(5).await();
    }
  }
}
