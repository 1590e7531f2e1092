package io.llmdevops.check.browser.guard;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request to a proxy is meant to go (RFC 9112, section 3.2).
 *
 * @param host in lower case; brackets around IPv6
 * @param path with the query, as it came; empty where a tunnel is wanted
 */
record Target(String host, int port, String path) {

  private static final int HTTP = 80;
  private static final int MAX_PORT = 65_535;

  private static final String HOST = "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]{1,254})";
  private static final Pattern AUTHORITY = Pattern.compile(HOST + ":([0-9]{1,5})");

  /** Of plain http only: whoever wants TLS opens a tunnel. Without credentials. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i:http)://" + HOST + "(?::([0-9]{0,5}))?((?:[/?].*)?)", Pattern.DOTALL);

  /** Of {@code CONNECT}; empty where it is malformed. */
  static Optional<Target> ofTunnel(String authority) {
    return of(AUTHORITY.matcher(authority), "");
  }

  /** Of an absolute URI; empty where it is none, or not of plain http. */
  static Optional<Target> ofAbsolute(String uri) {
    var parts = ABSOLUTE.matcher(uri);
    return of(parts, parts.matches() ? parts.group(3) : "");
  }

  private static Optional<Target> of(Matcher parts, String path) {
    if (!parts.matches()) {
      return Optional.empty();
    }
    var digits = parts.group(2);
    var port = digits == null || digits.isEmpty() ? HTTP : Integer.parseInt(digits);
    return port < 1 || port > MAX_PORT
        ? Optional.empty()
        : Optional.of(new Target(parts.group(1).toLowerCase(Locale.ROOT), port, path));
  }

  /**
   * Whether the header {@code Host} names the same; where it does not, somebody takes the proxy for
   * a server, or wants one of the two to see another host than the other does.
   */
  boolean isNamedBy(String header) {
    var named = header.toLowerCase(Locale.ROOT);
    return named.equals(toString()) || named.equals(host) && (port == HTTP || path.isEmpty());
  }

  boolean isAt(Target other) {
    return host.equals(other.host) && port == other.port;
  }

  /** The host without the dot of the root. */
  String name() {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
