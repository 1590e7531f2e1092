package io.llmdevops.net;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses others may make us call. Refused is whatever IANA's special-purpose registries do
 * not call globally reachable (see {@link SpecialRanges}), multicast, and an IPv6 address that
 * carries such an IPv4 address within itself.
 */
public final class AddressGuard {

  private static final String LOCALHOST = "localhost";

  private final boolean allowPrivate;

  /**
   * @param allowPrivate refuse nothing but hosts that make no sense
   */
  public AddressGuard(boolean allowPrivate) {
    this.allowPrivate = allowPrivate;
  }

  /**
   * Why this address may not be called, naming the range it lies in, as in "10.0.0.1 is in
   * 10.0.0.0/8 (Private-Use)"; empty where it may.
   */
  public Optional<String> refusal(InetAddress address) {
    return allowPrivate ? Optional.empty() : refusal(address.getAddress());
  }

  /**
   * The same for the host of a URL. Of names only {@code localhost} and those below it (RFC 6761)
   * are judged: others have to be resolved first, and each address checked.
   *
   * @param host as it stands in the URL, with brackets
   */
  public Optional<String> refusal(String host) {
    if (LiteralHost.isMalformed(host)) {
      return Optional.of("the host is neither a name, dotted decimal IPv4 nor bracketed IPv6");
    }
    if (allowPrivate) {
      return Optional.empty();
    }
    if (isLocalhost(host)) {
      return Optional.of(host + " is this machine, in 127.0.0.0/8 or ::1/128 (Loopback)");
    }
    return LiteralHost.bytes(host).flatMap(AddressGuard::refusal);
  }

  private static boolean isLocalhost(String host) {
    var name = host.toLowerCase(Locale.ROOT);
    var rooted = name.endsWith(".") ? name : name + ".";
    return rooted.equals(LOCALHOST + ".") || rooted.endsWith("." + LOCALHOST + ".");
  }

  private static Optional<String> refusal(byte[] address) {
    var text = NetUtil.bytesToIpAddress(address);
    return EmbeddedIpv4.in(address)
        .flatMap(ipv4 -> refusal(ipv4).stream())
        .map(reason -> text + " leads to an IPv4 address: " + reason)
        .findFirst()
        .or(() -> SpecialRanges.refusing(address).map(range -> text + " is in " + range));
  }
}
