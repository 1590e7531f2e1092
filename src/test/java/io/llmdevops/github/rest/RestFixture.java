package io.llmdevops.github.rest;

import static io.llmdevops.store.StoreFixture.await;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Clients with a real store, and a scripted server for them. */
final class RestFixture implements AutoCloseable {

  static final String TOKEN = "ghp_StandInTokenOfTheTests0StandInTokenOf";
  static final Duration GAP = Duration.ofMillis(50);
  static final Duration UNTOLD = Duration.ofSeconds(60);
  private static final Duration AMPLE = Duration.ofSeconds(15);

  static final Patience PATIENCE = new Patience(AMPLE, AMPLE, AMPLE, AMPLE, AMPLE);

  final Vertx vertx = Vertx.vertx();
  final ScriptedApi api = new ScriptedApi(vertx);
  final TokenLimits limits;
  final RestClient client;
  private final Path dataDir;
  private final Clock clock;
  private final List<SqlTaskStore> stores = new ArrayList<>();

  RestFixture(Path dataDir, Clock clock) throws SQLException {
    this.dataDir = dataDir;
    this.clock = clock;
    this.limits = node("node-1");
    this.client = client(limits);
  }

  /** A node of its own, on the same database. */
  TokenLimits node(String owner) throws SQLException {
    var store = StoreFixture.open(vertx, dataDir, clock, owner);
    stores.add(store);
    return store.tokenLimits();
  }

  RestClient client(TokenLimits node) {
    return client(node, PATIENCE);
  }

  RestClient client(TokenLimits node, Patience patience) {
    return client(node, patience, System::nanoTime);
  }

  RestClient client(TokenLimits node, Patience patience, LongSupplier nanoTime) {
    return new RestClient(vertx, config(TOKEN, api.url()), node, clock, patience, nanoTime);
  }

  RestClient client(String token, URI url) {
    return new RestClient(vertx, config(token, url), limits, clock, PATIENCE, System::nanoTime);
  }

  static GithubConfig config(String token, URI url) {
    var pace = new GithubConfig.Pace(GAP, Duration.ofSeconds(3), Duration.ofSeconds(150), UNTOLD);
    return new GithubConfig(new Secret(token), url, Optional.empty(), pace);
  }

  static <T extends Throwable> T failure(Future<?> future, Class<T> expected) {
    try {
      await(future);
    } catch (Throwable cause) {
      if (expected.isInstance(cause)) {
        return expected.cast(cause);
      }
      throw new AssertionError("failed otherwise", cause);
    }
    throw new AssertionError("has not failed");
  }

  static HeldUpException heldUp(Future<?> future) {
    return failure(future, HeldUpException.class);
  }

  static RefusedException refused(Future<?> future) {
    return failure(future, RefusedException.class);
  }

  @Override
  public void close() throws SQLException {
    for (var store : stores) {
      store.close();
    }
    await(vertx.close());
  }
}
