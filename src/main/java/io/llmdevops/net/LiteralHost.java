package io.llmdevops.net;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host of a URL where it is an address rather than a name, as it is spelled there. */
final class LiteralHost {

  private static final Pattern DOTTED_DECIMAL =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern BRACKETED = Pattern.compile("\\[[0-9A-Fa-f:.]+]");
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\\.?", Pattern.DOTALL);
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private LiteralHost() {}

  /**
   * Whether a host is meant as an address but is spelled neither as dotted decimal IPv4 nor as
   * bracketed IPv6 without a zone: {@code 2130706433}, {@code 0x7f.1}, {@code 0177.0.0.1}, {@code
   * 127.0.0.1.}, digits of other scripts, percent-encoding. What counts as meant so follows the
   * "ends in a number" rule of the WHATWG URL Standard, section 3.5. An empty host is malformed.
   *
   * @param host as it stands in the URL, with brackets
   */
  static boolean isMalformed(String host) {
    if (host.startsWith("[")) {
      return bytes(host).isEmpty();
    }
    if (host.isEmpty() || host.indexOf(':') >= 0 || host.indexOf('%') >= 0) {
      return true;
    }
    return ENDS_IN_A_NUMBER.matcher(inAscii(host)).matches()
        && !DOTTED_DECIMAL.matcher(host).matches();
  }

  /**
   * The bytes of a well-formed literal: 4, or 16 also where the address is an IPv4-mapped one,
   * which {@link InetAddress} would turn into plain IPv4.
   */
  static Optional<byte[]> bytes(String host) {
    var bracketed = BRACKETED.matcher(host).matches();
    if (!bracketed && !DOTTED_DECIMAL.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      // Of neither form does the JDK ask the DNS.
      var address = InetAddress.getByName(host);
      var mapped = bracketed && address instanceof Inet4Address;
      return Optional.of(mapped ? map(address.getAddress()) : address.getAddress());
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  private static byte[] map(byte[] ipv4) {
    return ByteBuffer.allocate(MAPPED.length + ipv4.length).put(MAPPED).put(ipv4).array();
  }

  /** As IDNA and lenient number parsers would read it. */
  private static String inAscii(String host) {
    var folded = Normalizer.normalize(host, Normalizer.Form.NFKC).replace('\u3002', '.');
    var ascii =
        folded
            .codePoints()
            .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    try {
      return IDN.toASCII(ascii);
    } catch (IllegalArgumentException notADomainName) {
      return ascii;
    }
  }
}
