package io.llmdevops.check.browser.guard;

import io.llmdevops.check.browser.guard.Guard.Rules;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.OwnAddresses;
import io.llmdevops.net.RefusedAddressException;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Decides which targets beyond the site may be connected to, and at which addresses. */
final class Gate {

  /** Whatever the resolver is told: no setting of the engine opens its network to a page. */
  private static final AddressGuard STRICT = new AddressGuard(false);

  private static final Optional<String> OFF = Optional.of("other sites are switched off here");
  private static final int FIRST_FREE_PORT = 1024;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Rules rules;
  private final String site;
  private final OwnAddresses own;
  private final Budget budget;
  private final Lookups lookups;

  /**
   * @param site the host of the site itself
   */
  Gate(Rules rules, String site, OwnAddresses own, Budget budget) {
    this.rules = rules;
    this.site = site;
    this.own = own.and(rules.ownHosts());
    this.budget = budget;
    this.lookups = new Lookups(rules.resolver());
  }

  /**
   * The addresses that this connection may go to, and no look-up after this one. Fails with {@link
   * RefusedTargetException}, and with {@link java.util.concurrent.TimeoutException} where the name
   * was not resolved in time.
   */
  Future<List<InetAddress>> admit(Target target) {
    var refusal = refusal(target);
    if (refusal.isPresent()) {
      return Future.failedFuture(new RefusedTargetException(refusal.get()));
    }
    try {
      budget.connection();
    } catch (RefusedTargetException spent) {
      return Future.failedFuture(spent);
    }
    return lookups.resolve(target.host()).recover(Gate::inPlainWords).compose(this::onlyPublic);
  }

  private Optional<String> refusal(Target target) {
    if (target.name().equals(site)) {
      return Optional.of(
          "the page's own server answers plain http on port 80 here, as the page itself was"
              + " loaded; it has no other port, no TLS and no WebSockets");
    }
    if (rules.ownHosts().contains(target.name())) {
      return Optional.of(target.name() + " is this engine itself");
    }
    return STRICT.refusal(target.host()).or(() -> rules.thirdParties() ? port(target.port()) : OFF);
  }

  private static Optional<String> port(int port) {
    return port < FIRST_FREE_PORT && port != HTTP && port != HTTPS
        ? Optional.of("port " + port + " is no port of the web")
        : Optional.empty();
  }

  private static Future<List<InetAddress>> inPlainWords(Throwable cause) {
    if (cause instanceof RefusedAddressException refused) {
      return Future.failedFuture(new RefusedTargetException(refused.getMessage()));
    }
    return Future.failedFuture(
        cause instanceof UnknownHostException
            ? new RefusedTargetException("the name is not known")
            : cause);
  }

  private Future<List<InetAddress>> onlyPublic(List<InetAddress> addresses) {
    return addresses.stream()
        .flatMap(address -> STRICT.refusal(address).or(() -> own.refusal(address)).stream())
        .findFirst()
        .map(RefusedTargetException::new)
        .<Future<List<InetAddress>>>map(Future::failedFuture)
        .orElseGet(() -> Future.succeededFuture(addresses));
  }

  void close() {
    lookups.close();
  }
}
