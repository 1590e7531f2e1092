package io.llmdevops.model.http;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;

/** What a response says it is, without parameters. */
final class MediaType {

  private MediaType() {}

  static boolean isEventStream(HttpClientResponse response) {
    return of(response).equals("text/event-stream");
  }

  static String of(HttpClientResponse response) {
    var header = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return header == null
        ? "something without a media type"
        : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
