package io.llmdevops.check.browser.guard;

import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Connects to the first of a target's addresses that answers.
 *
 * @param time for all of them together
 * @param route where an address leads; itself but in a test
 */
record Dialler(Duration time, UnaryOperator<SocketAddress> route) {

  static final Dialler STANDARD = new Dialler(Duration.ofSeconds(10), UnaryOperator.identity());

  /** Of more than these each would get too little time. */
  private static final int MAX_TRIED = 4;

  /**
   * @param connect to an address, within so many milliseconds
   */
  <T> Future<T> dial(
      List<InetAddress> addresses,
      int port,
      BiFunction<SocketAddress, Integer, Future<T>> connect) {
    var tried = addresses.subList(0, Math.min(addresses.size(), MAX_TRIED));
    var each = Math.toIntExact(time.toMillis() / tried.size());
    return dial(
        tried.stream()
            .map(
                ip -> route.apply(SocketAddress.inetSocketAddress(new InetSocketAddress(ip, port))))
            .toList(),
        address -> connect.apply(address, each));
  }

  private static <T> Future<T> dial(
      List<SocketAddress> addresses, Function<SocketAddress, Future<T>> connect) {
    var first = connect.apply(addresses.get(0));
    return addresses.size() == 1
        ? first
        : first.recover(silent -> dial(addresses.subList(1, addresses.size()), connect));
  }
}
