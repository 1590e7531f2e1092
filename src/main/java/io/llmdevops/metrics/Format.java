package io.llmdevops.metrics;

import io.vertx.ext.web.MIMEHeader;
import java.util.List;
import java.util.Optional;

/**
 * How metrics are written down: as Prometheus does ("Exposition formats" in its documentation), or
 * as OpenMetrics asks for (its specification, version 1.0.0).
 */
enum Format {
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /**
   * What is liked best; plain text for whoever likes neither, as the documentation asks.
   *
   * @param accept what is liked, best first
   */
  static Format liked(List<MIMEHeader> accept) {
    return accept.stream()
        .filter(type -> type.weight() > 0)
        .flatMap(type -> named(type).stream())
        .findFirst()
        .orElse(TEXT);
  }

  private static Optional<Format> named(MIMEHeader type) {
    return switch (type.component() + "/" + type.subComponent()) {
      case "application/openmetrics-text" -> Optional.of(OPEN_METRICS);
      case "text/plain", "text/*", "*/*" -> Optional.of(TEXT);
      default -> Optional.empty();
    };
  }
}
