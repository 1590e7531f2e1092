package io.llmdevops.command;

import io.llmdevops.config.HttpConfig;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a server of the engine can be asked from the machine that it is on. */
final class OwnAddress {

  private OwnAddress() {}

  /**
   * @param path with a slash in front
   * @throws IllegalArgumentException where the configured host is none
   */
  static URI of(HttpConfig http, String path) {
    try {
      return new URI("http", null, reachable(http.host()), http.port(), path, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no host: " + http.host(), e);
    }
  }

  /** A server that listens on every address listens on that of the loopback interface, too. */
  private static String reachable(String host) {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "::1";
      default -> host;
    };
  }
}
