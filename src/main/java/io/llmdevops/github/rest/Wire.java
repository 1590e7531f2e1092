package io.llmdevops.github.rest;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Redaction;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The connections to the API, and what each request carries. The token goes into a header here, and
 * nowhere else.
 *
 * <p>A plain client and not Vert.x's {@code WebClient}, which takes in an answer of any size and
 * cannot hang up when the time is over.
 */
final class Wire {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int HEADERS = 32 << 10;

  /** One at a time; a second is there while the first is being hung up. */
  private static final int CONNECTIONS = 2;

  /** Below the five seconds after which common servers hang up on a connection at rest. */
  private static final int KEPT_ALIVE_SECONDS = 4;

  private final Vertx vertx;
  private final GithubConfig config;
  private final Redaction redaction;
  private final HttpClient client;

  /**
   * A request.
   *
   * @param path from the API's URL on
   * @param body null for none
   * @param conditions headers that make it a conditional one
   */
  record Outgoing(HttpMethod method, String path, JsonObject body, MultiMap conditions) {

    /** What changes something says that it has no content (RFC 9110, section 8.6). */
    Optional<Buffer> content() {
      return method.equals(HttpMethod.GET)
          ? Optional.empty()
          : Optional.of(body == null ? Buffer.buffer() : body.toBuffer());
    }

    /** For people. */
    String withoutQuery() {
      return toString().replaceFirst("\\?.*", "");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  Wire(Vertx vertx, GithubConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.redaction = new Redaction(List.of(config.token()));
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(KEPT_ALIVE_SECONDS)
                .setMaxHeaderSize(HEADERS),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  /**
   * Fails with {@link java.util.concurrent.TimeoutException}, with {@link TooLargeException}, with
   * what became of the connection, with what the gate failed with, or with what was thrown.
   *
   * @param patience for all of it
   * @param gate opens before the request leaves, or fails
   * @param beforeItIsSent then runs, with nothing between it and the request; may throw to stop
   *     that
   */
  Future<Answer> send(
      Outgoing outgoing, Duration patience, Supplier<Future<Void>> gate, Runnable beforeItIsSent) {
    var exchange = new Exchange(vertx, redaction, outgoing, gate, beforeItIsSent);
    return exchange.make(client.request(options(outgoing)), patience);
  }

  private RequestOptions options(Outgoing outgoing) {
    var options =
        new RequestOptions()
            .setMethod(outgoing.method())
            .setAbsoluteURI(config.apiUrl() + outgoing.path())
            .setFollowRedirects(false)
            .putHeader(HttpHeaders.ACCEPT, "application/vnd.github+json")
            .putHeader("X-GitHub-Api-Version", "2022-11-28")
            .putHeader(HttpHeaders.USER_AGENT, "llm-devops-engine")
            .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + config.token().reveal());
    outgoing.conditions().forEach(options::putHeader);
    return outgoing.body() == null
        ? options
        : options.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
  }
}
