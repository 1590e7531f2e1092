package io.llmdevops.net;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a host once and checks every answer. Whoever connects to what comes out of here, and
 * resolves nothing a second time, cannot be led elsewhere by a name whose answer changes.
 */
public final class GuardedResolver {

  private final AddressGuard guard;
  private final Resolver resolver;

  public GuardedResolver(AddressGuard guard, Resolver resolver) {
    this.guard = guard;
    this.resolver = resolver;
  }

  /**
   * The addresses to connect to, at least one. Fails with {@link RefusedAddressException} where the
   * host or any one of its addresses is refused, and otherwise as {@link Resolver#resolve} does.
   *
   * @param host as it stands in a URL, with brackets
   */
  public Future<List<InetAddress>> resolve(String host) {
    var refusal = guard.refusal(host);
    if (refusal.isPresent()) {
      return Future.failedFuture(new RefusedAddressException(refusal.get()));
    }
    return LiteralHost.bytes(host)
        .map(GuardedResolver::address)
        .orElseGet(() -> resolver.resolve(host))
        .compose(addresses -> check(host, addresses));
  }

  private Future<List<InetAddress>> check(String host, List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      return Future.failedFuture(new UnknownHostException(host));
    }
    return addresses.stream()
        .map(guard::refusal)
        .flatMap(Optional::stream)
        .findFirst()
        .map(reason -> new RefusedAddressException("one address of " + host + ", " + reason))
        .<Future<List<InetAddress>>>map(Future::failedFuture)
        .orElseGet(() -> Future.succeededFuture(List.copyOf(addresses)));
  }

  private static Future<List<InetAddress>> address(byte[] literal) {
    try {
      return Future.succeededFuture(List.of(InetAddress.getByAddress(literal)));
    } catch (UnknownHostException neitherFourNorSixteenBytes) {
      return Future.failedFuture(neitherFourNorSixteenBytes);
    }
  }
}
