package io.llmdevops.notification;

import io.llmdevops.net.CallbackUrl;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts a callback to an address that was checked before, under the name it was checked for. Each
 * call has a connection of its own, which ends with it; redirects are answers like any other.
 */
final class CallbackClient {

  /** How much of an answer's body is read, and thrown away, before the line is cut. */
  private static final int MAX_BODY = 64 * 1024;

  private static final String USER_AGENT = "llm-devops-engine";

  private final HttpClient client;
  private final Duration timeout;

  /**
   * What was answered.
   *
   * @param retryAfter the header of that name as it came
   */
  record Answer(int status, Optional<String> retryAfter) {}

  /**
   * @param options whom to trust, for a test
   * @param concurrency how many calls may be under way to one server
   * @param timeout for connection, headers and body together
   */
  CallbackClient(Vertx vertx, HttpClientOptions options, int concurrency, Duration timeout) {
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions(options)
                .setKeepAlive(false)
                .setConnectTimeout(Math.toIntExact(timeout.toMillis())),
            new PoolOptions().setHttp1MaxSize(concurrency));
    this.timeout = timeout;
  }

  /**
   * The answer, whatever its status. Fails with {@link TimeoutException} where none came in time,
   * and where the connection failed. Nothing is sent after it has ended.
   *
   * @param beforeItIsSent runs right before the request leaves, over a connection that may have
   *     taken its time to be made; what it throws fails the future
   */
  Future<Answer> post(
      CallbackUrl target, InetAddress address, Buffer json, Runnable beforeItIsSent) {
    var end = System.nanoTime() + timeout.toNanos();
    var request = client.request(options(target, address));
    return request
        .compose(
            sending -> {
              // Else Vert.x logs an error about each connection that breaks.
              sending.exceptionHandler(broken -> {});
              // A time-out ends what waits for the connection, and not the making of it.
              if (System.nanoTime() - end >= 0) {
                return Future.failedFuture(new TimeoutException());
              }
              beforeItIsSent.run();
              return send(sending, target, json);
            })
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .compose(exchange -> exchange.endedBy(end))
        .onComplete(done -> hangUp(request));
  }

  /** The status is in, and decides; the body may still be coming. */
  private record Exchange(Answer answer, Future<Void> body) {

    Future<Answer> endedBy(long end) {
      var left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
      return body.timeout(left, TimeUnit.MILLISECONDS).otherwiseEmpty().map(answer);
    }
  }

  private static Future<Exchange> send(HttpClientRequest request, CallbackUrl target, Buffer json) {
    return request
        .authority(HostAndPort.authority(target.host(), target.port()))
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.USER_AGENT, USER_AGENT)
        .send(json)
        .map(response -> new Exchange(answer(response), drain(response)));
  }

  private static Answer answer(HttpClientResponse response) {
    return new Answer(
        response.statusCode(), Optional.ofNullable(response.getHeader(HttpHeaders.RETRY_AFTER)));
  }

  private static RequestOptions options(CallbackUrl target, InetAddress address) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
        .setHost(target.serverName())
        .setPort(target.port())
        .setSsl(target.tls())
        .setURI(target.path())
        .setFollowRedirects(false);
  }

  /** Lets a server say its piece, within limits: some take a cut line for a cancelled request. */
  private static Future<Void> drain(HttpClientResponse response) {
    var drained = Promise.<Void>promise();
    var read = new AtomicInteger();
    response.exceptionHandler(broken -> drained.tryComplete());
    response.endHandler(whole -> drained.tryComplete());
    response.handler(
        chunk -> {
          if (read.addAndGet(chunk.length()) > MAX_BODY) {
            drained.tryComplete();
          }
        });
    return drained.future();
  }

  private static void hangUp(Future<HttpClientRequest> request) {
    request.onSuccess(ended -> ended.connection().close());
  }
}
