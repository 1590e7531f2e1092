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
    return system(vertx, "resolver", LOOKUPS);
  }

  /**
   * Likewise, for those whose look-ups shall wait for nobody else's.
   *
   * @param threads names the worker threads, which all with the same name share
   * @param lookups how many run at once
   */
  static Resolver system(Vertx vertx, String threads, int lookups) {
    var workers = vertx.createSharedWorkerExecutor(threads, lookups);
    return name ->
        workers
            .executeBlocking(() -> List.of(InetAddress.getAllByName(name)), false)
            .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
