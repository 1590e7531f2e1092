package io.llmdevops.notification;

import io.llmdevops.net.Resolver;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What this stage meets of the world, where a test may put itself between.
 *
 * @param http whom to trust
 * @param timeout of one call: connection, headers and body together
 * @param random where the jitter comes from
 */
record Outside(
    Function<Vertx, Resolver> resolver,
    HttpClientOptions http,
    Duration timeout,
    RandomGenerator random) {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  static Outside real() {
    return new Outside(Resolver::system, new HttpClientOptions(), TIMEOUT, new Random());
  }
}
