package io.llmdevops.check.browser.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.guard.GuardVerticle.Surroundings;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.OwnAddresses;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A world for a guard to stand in: names that a test makes up, and public addresses that lead to
 * servers of the test's.
 */
final class Neighbourhood implements AutoCloseable {

  static final String FOLDER = "my-site";

  final Vertx vertx = Vertx.vertx();
  final List<String> lookups = new CopyOnWriteArrayList<>();
  final List<String> dialled = new CopyOnWriteArrayList<>();
  private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();
  private final Map<String, Integer> servers = new ConcurrentHashMap<>();
  private final Semaphore asked = new Semaphore(0);
  private volatile Consumer<Promise<List<InetAddress>>> slow;
  private final Set<String> ownHosts = Set.of("engine.example", "93.184.215.99");
  private boolean thirdParties = true;
  private Budget.Limits limits = Budget.Limits.STANDARD;
  private Duration patience = Duration.ofSeconds(10);

  /** A name, or every name below one that begins with a dot. */
  Neighbourhood knows(String name, String... addresses) {
    names.put(name, List.of(addresses).stream().map(Neighbourhood::address).toList());
    return this;
  }

  /** Every name is answered when the test says so. */
  Neighbourhood slowly(Consumer<Promise<List<InetAddress>>> slow) {
    this.slow = slow;
    return this;
  }

  void awaitLookups(int count) throws InterruptedException {
    assertThat(asked.tryAcquire(count, 10, TimeUnit.SECONDS)).isTrue();
  }

  /** What is said to be at a public address is at this port of this machine. */
  Neighbourhood leads(String address, int port) {
    servers.put(address, port);
    return this;
  }

  Neighbourhood withoutThirdParties() {
    thirdParties = false;
    return this;
  }

  Neighbourhood within(long bytes, int connections) {
    limits = new Budget.Limits(bytes, connections);
    return this;
  }

  Neighbourhood patient(Duration patience) {
    this.patience = patience;
    return this;
  }

  Guard open(Map<String, String> files) throws TimeoutException {
    return open(
        FileTree.of(
            files.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> Content.utf8(e.getValue())))));
  }

  Guard open(FileTree tree) throws TimeoutException {
    var resolver = new GuardedResolver(new AddressGuard(false), this::resolve);
    var surroundings =
        new Surroundings(
            () -> OwnAddresses.of(List.of(address("93.184.215.77"))),
            new Dialler(patience, this::route),
            limits);
    return Guard.open(
            vertx, new Guard.Rules(resolver, ownHosts, thirdParties), FOLDER, tree, surroundings)
        .await(10, TimeUnit.SECONDS);
  }

  private Future<List<InetAddress>> resolve(String name) {
    lookups.add(name);
    asked.release();
    if (slow != null) {
      var answer = Promise.<List<InetAddress>>promise();
      slow.accept(answer);
      return answer.future();
    }
    var known = names.get(name);
    for (var dot = name.indexOf('.'); known == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
      known = names.get(name.substring(dot));
    }
    return known == null
        ? Future.failedFuture(new UnknownHostException(name))
        : Future.succeededFuture(known);
  }

  private SocketAddress route(SocketAddress address) {
    dialled.add(address.hostAddress() + ":" + address.port());
    var port = servers.get(address.hostAddress());
    if (port == null) {
      throw new AssertionError("nothing may connect to " + address);
    }
    return SocketAddress.inetSocketAddress(port, "127.0.0.1");
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
