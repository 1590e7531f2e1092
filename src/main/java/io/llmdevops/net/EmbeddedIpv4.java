package io.llmdevops.net;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The IPv4 addresses that an IPv6 address carries within itself, and that it may lead to. */
final class EmbeddedIpv4 {

  private static final int LAST = 12;
  private static final int INVERTED = 0xff;

  /** Where in which range they lie: the offset of four bytes, and a mask laid over each. */
  private record Place(AddressRange range, int offset, int mask) {}

  private static final List<Place> PLACES =
      List.of(
          place("::/96", "IPv4-compatible, RFC 4291", LAST, 0),
          place("::ffff:0:0/96", "IPv4-mapped, RFC 4291", LAST, 0),
          place("::ffff:0:0:0/96", "IPv4-translated, RFC 2765", LAST, 0),
          place("64:ff9b::/96", "NAT64, RFC 6052", LAST, 0),
          place("2002::/16", "6to4, RFC 3056", 2, 0),
          place("2001::/32", "the server in Teredo, RFC 4380", 4, 0),
          place("2001::/32", "the client in Teredo, RFC 4380", LAST, INVERTED));

  private EmbeddedIpv4() {}

  static Stream<byte[]> in(byte[] address) {
    return PLACES.stream()
        .filter(place -> place.range().contains(address))
        .map(place -> read(address, place));
  }

  private static byte[] read(byte[] address, Place place) {
    var found = Arrays.copyOfRange(address, place.offset(), place.offset() + Integer.BYTES);
    for (int i = 0; i < found.length; i++) {
      found[i] ^= (byte) place.mask();
    }
    return found;
  }

  private static Place place(String block, String name, int offset, int mask) {
    return new Place(AddressRange.of(block, name, false), offset, mask);
  }
}
