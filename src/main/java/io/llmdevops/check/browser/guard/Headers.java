package io.llmdevops.check.browser.guard;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which headers go beyond a proxy: all but those that speak of one connection (RFC 9110, section
 * 7.6.1). No {@code Via} is added, though section 7.6.3 asks for one: a page's requests shall say
 * nothing of where they come from.
 */
final class Headers {

  private static final Set<String> OF_ONE_CONNECTION =
      Set.of("connection", "expect", "http2-settings", "keep-alive", "te", "trailer", "upgrade");

  private static final Set<String> FRAMING = Set.of("transfer-encoding");

  private static final String OF_PROXIES = "proxy-";

  private Headers() {}

  static void copy(MultiMap from, MultiMap to) {
    var named = namedByConnection(from);
    from.forEach(
        (name, value) -> {
          var known = name.toLowerCase(Locale.ROOT);
          if (!OF_ONE_CONNECTION.contains(known)
              && !FRAMING.contains(known)
              && !known.startsWith(OF_PROXIES)
              && !named.contains(known)) {
            to.add(name, value);
          }
        });
  }

  static boolean isChunked(MultiMap headers) {
    return headers.contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** How long the body is must not be lost, whatever {@code Connection} says. */
  private static Set<String> namedByConnection(MultiMap headers) {
    return headers.getAll(HttpHeaders.CONNECTION).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .filter(name -> !name.equals("content-length") && !name.equals("host"))
        .collect(Collectors.toSet());
  }
}
