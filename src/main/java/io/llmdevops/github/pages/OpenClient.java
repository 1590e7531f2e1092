package io.llmdevops.github.pages;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks for what anyone may read, as anyone would: knows no token, and so cannot give it away. The
 * addresses come from GitHub. Private ones are not refused: that is where an Enterprise Server is.
 */
final class OpenClient {

  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long LONGEST = 64L << 20;
  private static final int MOST_REDIRECTS = 3;

  private final HttpClient client;

  OpenClient(Vertx vertx) {
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) CONNECTING.toMillis()));
  }

  /**
   * What a page answered.
   *
   * @param digest SHA-256 of its body, in hex
   * @param location where it sends whoever asks, if it does
   */
  record Page(int status, String digest, Optional<URI> location) {}

  /**
   * Asks for a page. Follows where it moves to the same path: to https, or to a domain of its
   * owner's. Whatever sends elsewhere, to a login say, is not the page.
   */
  Future<Page> page(String url) {
    return Future.succeededFuture(URI.create(url)).compose(uri -> page(uri, MOST_REDIRECTS));
  }

  private Future<Page> page(URI url, int redirects) {
    var sha256 = SitePlan.sha256();
    return get(url, chunk -> sha256.update(chunk.getBytes()))
        .compose(
            response -> {
              var digest = HexFormat.of().formatHex(sha256.digest());
              var page = new Page(response.statusCode(), digest, location(url, response));
              var next = page.location().filter(to -> redirects > 0 && isSamePath(url, to));
              return next.isPresent()
                  ? page(next.get(), redirects - 1)
                  : Future.succeededFuture(page);
            });
  }

  private static Optional<URI> location(URI url, HttpClientResponse response) {
    return response.statusCode() / 100 == 3
        ? Optional.ofNullable(response.getHeader(HttpHeaders.LOCATION)).map(url::resolve)
        : Optional.empty();
  }

  private static boolean isSamePath(URI from, URI to) {
    return Objects.equals(from.getPath(), to.getPath()) && !from.equals(to);
  }

  /**
   * The end of a text.
   *
   * @param most bytes
   * @return empty where there is none to be had
   */
  Future<Optional<String>> tail(URI url, int most) {
    var tail = new Tail(most);
    return get(url, tail::add)
        .map(
            response -> response.statusCode() == 200 ? Optional.of(tail.text()) : Optional.empty());
  }

  private Future<HttpClientResponse> get(URI url, Consumer<Buffer> reader) {
    return Future.succeededFuture(new RequestOptions().setMethod(HttpMethod.GET))
        .map(options -> options.setAbsoluteURI(url.toString()).setFollowRedirects(false))
        .compose(client::request)
        .compose(
            request ->
                request
                    .send()
                    .compose(response -> read(response, reader))
                    .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .onFailure(cause -> request.reset()));
  }

  private static Future<HttpClientResponse> read(
      HttpClientResponse response, Consumer<Buffer> reader) {
    var read = Promise.<HttpClientResponse>promise();
    var size = new long[1];
    response.exceptionHandler(read::tryFail);
    response.endHandler(end -> read.tryComplete(response));
    response.handler(
        chunk -> {
          size[0] += chunk.length();
          if (size[0] > LONGEST) {
            read.tryFail(new IOException("more than " + LONGEST + " bytes"));
          } else {
            reader.accept(chunk);
          }
        });
    return read.future();
  }

  /** The last bytes of what has been read. */
  private static final class Tail {

    private final int most;
    private Buffer kept = Buffer.buffer();

    Tail(int most) {
      this.most = most;
    }

    void add(Buffer chunk) {
      kept.appendBuffer(chunk);
      if (kept.length() > 2 * most) {
        kept = last();
      }
    }

    private Buffer last() {
      return kept.getBuffer(Math.max(0, kept.length() - most), kept.length());
    }

    String text() {
      return last().toString(StandardCharsets.UTF_8);
    }
  }
}
