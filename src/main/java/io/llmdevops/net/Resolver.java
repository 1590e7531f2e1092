package io.llmdevops.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks up the addresses of a name. */
@FunctionalInterface
public interface Resolver {

  /** How long the system's resolver is waited for. */
  Duration PATIENCE = Duration.ofSeconds(10);

  /** How many look-ups run at once, so that slow ones never take the threads of others' work. */
  int LOOKUPS = 8;

  /**
   * Every address of this name, in the order of preference. Fails with {@link
   * java.net.UnknownHostException} where there is none, and with {@link
   * java.util.concurrent.TimeoutException} where no answer came in time; both may pass.
   */
  Future<List<InetAddress>> resolve(String name);

  /** The JDK's resolver, on worker threads of its own. */
  static Resolver system(Vertx vertx) {
    var workers = vertx.createSharedWorkerExecutor("resolver", LOOKUPS);
    return name ->
        workers
            .executeBlocking(() -> List.of(InetAddress.getAllByName(name)), false)
            .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
