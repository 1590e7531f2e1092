package io.llmdevops.net;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An absolute http or https URL that a callback can be sent to, in the parts that a request is made
 * of. What is not one cannot be built; whether its host may be called is {@link AddressGuard}'s to
 * say.
 *
 * @param tls whether its scheme is https
 * @param host a name in ASCII, dotted decimal IPv4, or IPv6 in brackets
 * @param port 1 to 65535
 * @param path with the query, percent-encoded, as it stands in the request line
 */
public record CallbackUrl(boolean tls, String host, int port, String path) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int MAX_PORT = 65_535;

  private static final String NO_URL = "must be an absolute http or https URL";
  private static final String NO_HOST =
      "its host must be a name, an IPv4 address in dotted decimal or an IPv6 address in brackets";
  private static final String NO_PORT =
      "must name a host and, if any, a port from 1 to " + MAX_PORT;

  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^]]*]|[^:]*)(?::([0-9]{0,5}))?");

  /** Underscores are no part of host names, but of names that container networks give. */
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,254}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");

  /**
   * @throws IllegalArgumentException with what is wrong, fit for a client
   */
  public CallbackUrl {
    require(!LiteralHost.isMalformed(host), NO_HOST);
    require(host.startsWith("[") || NAME.matcher(host).matches(), NO_HOST);
    require(port >= 1 && port <= MAX_PORT, NO_PORT);
  }

  /**
   * Takes a URL apart. A name in another script becomes ASCII (RFC 3490), other characters beyond
   * ASCII are percent-encoded; a fragment is left out.
   *
   * @throws IllegalArgumentException with what is wrong, fit for a client
   */
  public static CallbackUrl parse(String url) {
    try {
      var uri = new URI(url);
      var tls = "https".equalsIgnoreCase(uri.getScheme());
      require(tls || "http".equalsIgnoreCase(uri.getScheme()), NO_URL);
      // Not getHost(): that is null for hosts with an underscore.
      var authority = uri.getRawAuthority();
      require(authority != null, NO_URL);
      require(authority.indexOf('@') < 0, "must not carry credentials");
      var parts = AUTHORITY.matcher(authority);
      require(parts.matches(), NO_PORT);
      return new CallbackUrl(tls, ascii(parts.group(1)), port(parts.group(2), tls), path(uri));
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(NO_URL, malformed);
    }
  }

  /** The host as TLS wants it: without brackets, and without the dot of the root. */
  public String serverName() {
    return host.replaceAll("^\\[|]$|\\.$", "");
  }

  private static int port(String digits, boolean tls) {
    return Optional.ofNullable(digits)
        .filter(given -> !given.isEmpty())
        .map(Integer::parseInt)
        .orElse(tls ? HTTPS : HTTP);
  }

  /** Judged as it is spelled: in ASCII, digits of other scripts would pass for an address. */
  private static String ascii(String host) {
    require(!LiteralHost.isMalformed(host), NO_HOST);
    try {
      return host.startsWith("[") ? host : IDN.toASCII(host);
    } catch (IllegalArgumentException notAName) {
      throw new IllegalArgumentException(NO_HOST, notAName);
    }
  }

  private static String path(URI uri) throws URISyntaxException {
    var encoded = new URI(uri.toASCIIString());
    var path = encoded.getRawPath().isEmpty() ? "/" : encoded.getRawPath();
    return encoded.getRawQuery() == null ? path : path + "?" + encoded.getRawQuery();
  }

  private static void require(boolean met, String fault) {
    if (!met) {
      throw new IllegalArgumentException(fault);
    }
  }
}
