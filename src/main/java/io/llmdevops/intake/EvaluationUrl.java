package io.llmdevops.intake;

import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.LiteralHost;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a callback may be sent to, as far as the address itself tells. */
final class EvaluationUrl {

  private static final int MAX_LENGTH = 2_048;
  private static final int MAX_PORT = 65_535;
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
  private static final Pattern HTTP = Pattern.compile("(?i)https?");
  private static final Pattern AUTHORITY = Pattern.compile("(\\[[^]]*]|[^:]*)(?::([0-9]{0,5}))?");

  // Underscores are no part of host names, but of names that container networks give.
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,254}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");

  private final AddressGuard guard;

  EvaluationUrl(AddressGuard guard) {
    this.guard = guard;
  }

  /** Why no callback can go there, for the client; empty where one can be tried. */
  Optional<String> fault(String url) {
    if (url.length() > MAX_LENGTH) {
      return Optional.of("must have at most " + MAX_LENGTH + " characters");
    }
    if (!PRINTABLE.matcher(url).matches()) {
      return Optional.of("must be ASCII without blanks; anything else is percent-encoded");
    }
    try {
      return fault(new URI(url));
    } catch (URISyntaxException malformed) {
      return Optional.of("must be an absolute http or https URL");
    }
  }

  private Optional<String> fault(URI uri) {
    // Not getHost(): that is null for hosts with an underscore.
    var authority = uri.getRawAuthority();
    if (uri.getScheme() == null || !HTTP.matcher(uri.getScheme()).matches() || authority == null) {
      return Optional.of("must be an absolute http or https URL");
    }
    if (authority.indexOf('@') >= 0) {
      return Optional.of("must not carry credentials");
    }
    var parts = AUTHORITY.matcher(authority);
    if (!parts.matches() || !isPort(parts.group(2))) {
      return Optional.of("must name a host and, if any, a port from 1 to " + MAX_PORT);
    }
    return hostFault(parts.group(1));
  }

  private Optional<String> hostFault(String host) {
    if (LiteralHost.isMalformed(host) || !host.startsWith("[") && !NAME.matcher(host).matches()) {
      return Optional.of(
          "its host must be a name, an IPv4 address in dotted decimal or an IPv6 address in"
              + " brackets");
    }
    return guard
        .refusal(host)
        .map(reason -> reason + "; callbacks go there only with NOTIFY_ALLOW_PRIVATE=true");
  }

  private static boolean isPort(String port) {
    if (port == null || port.isEmpty()) {
      return true;
    }
    var number = Integer.parseInt(port);
    return number >= 1 && number <= MAX_PORT;
  }
}
