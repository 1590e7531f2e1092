package io.llmdevops.net;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of this machine, public ones among them, which {@link AddressGuard} does not know.
 * An address that others reach it by through a router of its network is not to be learned here.
 */
public final class OwnAddresses {

  private final Set<InetAddress> addresses;

  private OwnAddresses(Collection<InetAddress> addresses) {
    this.addresses = Set.copyOf(addresses);
  }

  public static OwnAddresses of(Collection<InetAddress> addresses) {
    return new OwnAddresses(addresses);
  }

  /** Those of every interface, as they are now. Blocking. */
  public static OwnAddresses ofThisMachine() throws SocketException {
    return new OwnAddresses(
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList());
  }

  /** With those of these hosts that are addresses themselves. */
  public OwnAddresses and(Collection<String> hosts) {
    var more = new HashSet<>(addresses);
    hosts.stream()
        .flatMap(host -> LiteralHost.bytes(host).stream())
        .map(OwnAddresses::address)
        .forEach(more::add);
    return new OwnAddresses(more);
  }

  /** Why this address may not be called; empty where it is not, and does not lead to, one's own. */
  public Optional<String> refusal(InetAddress address) {
    return addresses.contains(address)
            || EmbeddedIpv4.in(address.getAddress())
                .map(OwnAddresses::address)
                .anyMatch(this::isOwn)
        ? Optional.of(address.getHostAddress() + " is an address of this machine")
        : Optional.empty();
  }

  private boolean isOwn(InetAddress address) {
    return addresses.contains(address);
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException neitherFourNorSixteen) {
      throw new IllegalArgumentException(neitherFourNorSixteen);
    }
  }
}
