package io.llmdevops.config;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a server listens and by which address others reach it.
 *
 * @param port 0 takes a free one
 * @param publicUrl without a trailing slash; empty means {@code http://localhost:<port>}
 */
public record HttpConfig(String host, int port, Optional<URI> publicUrl) {

  public HttpConfig {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(publicUrl, "publicUrl");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
  }

  /**
   * The address that others use.
   *
   * @param listening the port that was really bound
   */
  public String url(int listening) {
    return publicUrl.map(URI::toString).orElse("http://localhost:" + listening);
  }
}
