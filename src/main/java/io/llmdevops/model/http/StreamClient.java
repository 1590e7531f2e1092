package io.llmdevops.model.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;

/**
 * The connections to all servers of models.
 *
 * <p>A plain client and not Vert.x's {@code WebClient}, which tells a response's status and media
 * type only after its body: a stream could not be told from an error page until it is over.
 */
public final class StreamClient {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int SPARE_CONNECTIONS = 4;
  private static final int HEADERS = 32 << 10;

  /** Below the five seconds after which common servers hang up on a connection at rest. */
  private static final int KEPT_ALIVE_SECONDS = 4;

  private static final String USER_AGENT = "llm-devops-engine";

  private final HttpClient client;

  /**
   * @param concurrency calls under way at once to one server
   */
  public StreamClient(Vertx vertx, int concurrency) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAlive(true)
                .setKeepAliveTimeout(KEPT_ALIVE_SECONDS)
                .setMaxHeaderSize(HEADERS),
            new PoolOptions()
                .setHttp1MaxSize(concurrency + SPARE_CONNECTIONS)
                .setMaxWaitQueueSize(-1));
  }

  /** A request that can be sent at once: its connection stands. */
  Future<HttpClientRequest> post(URI address, Map<String, String> headers) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(address.toString())
            .setFollowRedirects(false)
            .putHeader(HttpHeaders.ACCEPT, "text/event-stream")
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .putHeader(HttpHeaders.USER_AGENT, USER_AGENT);
    headers.forEach(options::putHeader);
    return client.request(options);
  }
}
