package io.llmdevops.notification;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A callback address in the parts that a request is made of.
 *
 * @param host in ASCII, IPv6 in brackets
 * @param path with the query, percent-encoded
 */
record CallbackTarget(boolean tls, String host, int port, String path) {

  /** {@link URI} itself knows no host with an underscore, as networks of containers have them. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[^\\]@]*]|[^:@\\[\\]]+)(?::([0-9]{0,5}))?");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** The parts of an absolute http or https URL without credentials; empty for anything else. */
  static Optional<CallbackTarget> parse(String url) {
    try {
      var uri = new URI(url);
      var tls = "https".equalsIgnoreCase(uri.getScheme());
      var authority = AUTHORITY.matcher(Optional.ofNullable(uri.getRawAuthority()).orElse(""));
      if (!tls && !"http".equalsIgnoreCase(uri.getScheme()) || !authority.matches()) {
        return Optional.empty();
      }
      var port = port(authority.group(2), tls);
      return Optional.of(new CallbackTarget(tls, ascii(authority.group(1)), port, path(uri)));
    } catch (URISyntaxException | IllegalArgumentException notToBeCalled) {
      return Optional.empty();
    }
  }

  /** The host as TLS wants it: without brackets, and without the dot of the root. */
  String serverName() {
    return host.replaceAll("^\\[|]$|\\.$", "");
  }

  private static int port(String digits, boolean tls) {
    if (digits == null || digits.isEmpty()) {
      return tls ? HTTPS : HTTP;
    }
    var port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
    return port;
  }

  private static String ascii(String host) {
    return host.startsWith("[") ? host : IDN.toASCII(host);
  }

  private static String path(URI uri) throws URISyntaxException {
    var encoded = new URI(uri.toASCIIString());
    var path = encoded.getRawPath().isEmpty() ? "/" : encoded.getRawPath();
    return encoded.getRawQuery() == null ? path : path + "?" + encoded.getRawQuery();
  }
}
