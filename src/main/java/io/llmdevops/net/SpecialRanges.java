package io.llmdevops.net;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Addresses with a special purpose, as data.
 *
 * <p>{@link #IPV4} and {@link #IPV6} are IANA's registries in full, as they stood in 2025 (the
 * newest allocation is 100:0:0:1::/64, of April 2025): <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4 Special-Purpose Address
 * Registry</a> and <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6
 * Special-Purpose Address Registry</a>. The column "Globally Reachable" says {@code True} for
 * {@link #global}; {@code False} and {@code N/A} count alike as not reachable. Of several ranges
 * that hold an address the narrowest speaks (RFC 6890, section 2.2.1, as amended by RFC 8190).
 */
final class SpecialRanges {

  static final List<AddressRange> IPV4 =
      List.of(
          local("0.0.0.0/8", "This network"),
          local("0.0.0.0/32", "This host on this network"),
          local("10.0.0.0/8", "Private-Use"),
          local("100.64.0.0/10", "Shared Address Space"),
          local("127.0.0.0/8", "Loopback"),
          local("169.254.0.0/16", "Link Local"),
          local("172.16.0.0/12", "Private-Use"),
          local("192.0.0.0/24", "IETF Protocol Assignments"),
          local("192.0.0.0/29", "IPv4 Service Continuity Prefix"),
          local("192.0.0.8/32", "IPv4 dummy address"),
          global("192.0.0.9/32", "Port Control Protocol Anycast"),
          global("192.0.0.10/32", "Traversal Using Relays around NAT Anycast"),
          local("192.0.0.170/32", "NAT64/DNS64 Discovery"),
          local("192.0.0.171/32", "NAT64/DNS64 Discovery"),
          local("192.0.2.0/24", "Documentation (TEST-NET-1)"),
          global("192.31.196.0/24", "AS112-v4"),
          global("192.52.193.0/24", "AMT"),
          local("192.88.99.0/24", "Deprecated (6to4 Relay Anycast)"),
          local("192.88.99.2/32", "6a44-relay anycast address"),
          local("192.168.0.0/16", "Private-Use"),
          global("192.175.48.0/24", "Direct Delegation AS112 Service"),
          local("198.18.0.0/15", "Benchmarking"),
          local("198.51.100.0/24", "Documentation (TEST-NET-2)"),
          local("203.0.113.0/24", "Documentation (TEST-NET-3)"),
          local("240.0.0.0/4", "Reserved"),
          local("255.255.255.255/32", "Limited Broadcast"));

  static final List<AddressRange> IPV6 =
      List.of(
          local("::1/128", "Loopback Address"),
          local("::/128", "Unspecified Address"),
          local("::ffff:0:0/96", "IPv4-mapped Address"),
          global("64:ff9b::/96", "IPv4-IPv6 Translation"),
          local("64:ff9b:1::/48", "IPv4-IPv6 Translation"),
          local("100::/64", "Discard-Only Address Block"),
          local("100:0:0:1::/64", "Dummy IPv6 Prefix"),
          local("2001::/23", "IETF Protocol Assignments"),
          local("2001::/32", "TEREDO"),
          global("2001:1::1/128", "Port Control Protocol Anycast"),
          global("2001:1::2/128", "Traversal Using Relays around NAT Anycast"),
          global("2001:1::3/128", "DNS-SD Service Registration Protocol Anycast"),
          local("2001:2::/48", "Benchmarking"),
          global("2001:3::/32", "AMT"),
          global("2001:4:112::/48", "AS112-v6"),
          local("2001:10::/28", "Deprecated (previously ORCHID)"),
          global("2001:20::/28", "ORCHIDv2"),
          global("2001:30::/28", "Drone Remote ID Protocol Entity Tags"),
          local("2001:db8::/32", "Documentation"),
          local("2002::/16", "6to4"),
          global("2620:4f:8000::/48", "Direct Delegation AS112 Service"),
          local("3fff::/20", "Documentation"),
          local("5f00::/16", "Segment Routing (SRv6) SIDs"),
          local("fc00::/7", "Unique-Local"),
          local("fe80::/10", "Link-Local Unicast"));

  /**
   * What those registries leave out: multicast (RFC 5771, RFC 4291 section 2.7) and two deprecated
   * blocks (RFC 4291 section 2.5.5.1, RFC 3879).
   */
  static final List<AddressRange> OTHERS =
      List.of(
          local("224.0.0.0/4", "Multicast"),
          local("ff00::/8", "Multicast"),
          local("::/96", "Deprecated (IPv4-compatible)"),
          local("fec0::/10", "Deprecated (Site-Local Unicast)"));

  private static final List<AddressRange> ALL =
      Stream.of(IPV4, IPV6, OTHERS)
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(AddressRange::prefix).reversed())
          .toList();

  private SpecialRanges() {}

  /** The narrowest range that holds this address, if that is not globally reachable. */
  static Optional<AddressRange> refusing(byte[] address) {
    return ALL.stream()
        .filter(range -> range.contains(address))
        .findFirst()
        .filter(range -> !range.global());
  }

  private static AddressRange local(String block, String name) {
    return AddressRange.of(block, name, false);
  }

  private static AddressRange global(String block, String name) {
    return AddressRange.of(block, name, true);
  }
}
