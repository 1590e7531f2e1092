package io.llmdevops.git;

import io.llmdevops.config.Redaction;
import io.llmdevops.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.SocketException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP requests of one fetch or push.
 *
 * <p>Sent by the JDK's HttpClient rather than by JGit's HttpURLConnection, because that one cannot
 * be ended from outside while a server drips, may ask a process-wide Authenticator, and may repeat
 * a request by itself. The token goes into the header here, so JGit never holds it.
 *
 * <p>Every failure is a {@link SocketException}: after any other JGit tries again without
 * credentials.
 */
final class Conversation implements HttpConnectionFactory {

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);

  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final String USER = "x-access-token";
  private static final String GIT_MEDIA = "application/x-git-";

  // Redirects are followed by neither this one nor JGit; there are no cookies and no Authenticator.
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECTING)
          .build();

  private final URI remote;
  private final Secret token;
  private final Redaction redaction;
  private final Duration silence;
  private final Runnable beforeEachRequest;
  private final long end;
  private boolean hasBegun;
  private Refusal refusal;
  private RuntimeException stopped;

  /**
   * @param patience for all of it
   * @param silence between two pieces of an answer
   * @param beforeEachRequest may throw to stop that, and whatever else would come
   */
  Conversation(
      URI remote, Secret token, Duration patience, Duration silence, Runnable beforeEachRequest) {
    this.remote = remote;
    this.token = token;
    this.redaction = new Redaction(List.of(token));
    this.silence = silence;
    this.beforeEachRequest = beforeEachRequest;
    this.end = System.nanoTime() + patience.toNanos();
  }

  /** What the remote answered instead of git's protocol, if it did. */
  Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** What was thrown right before a request, which has then not been sent. */
  Optional<RuntimeException> stopped() {
    return Optional.ofNullable(stopped);
  }

  /** What the remote has said, in lines, without the token. */
  List<String> lines(String said) {
    return Told.lines(said, redaction);
  }

  /** The patience is used up. */
  boolean isOver() {
    return left() <= 0;
  }

  /** Nanoseconds that the next piece of an answer may take. */
  long patienceForAPiece() throws SocketException {
    if (isOver()) {
      throw broken(new HttpTimeoutException("all patience is used up"));
    }
    return Math.min(left(), silence.toNanos());
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return new GitConnection(this, url);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    // The client asks the same ProxySelector that JGit has asked.
    return create(url);
  }

  /** Sends a request and waits for the head of its answer, which need not be a good one. */
  HttpResponse<InputStream> send(HttpRequest.Builder builder) throws SocketException {
    var request = builder.setHeader("Authorization", authorization()).build();
    requireOurs(request);
    var response = asked(request);
    judge(response);
    return response;
  }

  private HttpResponse<InputStream> asked(HttpRequest request) throws SocketException {
    log.debug("{} {}", request.method(), request.uri());
    try {
      requireNotStopped();
      var response = answer(request);
      log.debug("{} {}: {}", request.method(), request.uri(), response.statusCode());
      return response;
    } catch (SocketException e) {
      log.debug("{} {}: no answer", request.method(), request.uri());
      throw e;
    }
  }

  private HttpResponse<InputStream> answer(HttpRequest request) throws SocketException {
    var answer = CLIENT.sendAsync(request, BodyHandlers.ofInputStream());
    try {
      return answer.get(patienceFor(request), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    } catch (TimeoutException late) {
      abandon(answer);
      throw broken(new HttpTimeoutException("no answer"));
    } catch (InterruptedException e) {
      abandon(answer);
      Thread.currentThread().interrupt();
      throw broken(e);
    }
  }

  /** A push is looked through before it is answered, which may take the remote a while. */
  private long patienceFor(HttpRequest request) throws SocketException {
    var piece = patienceForAPiece();
    return request.method().equals("POST") ? left() : piece;
  }

  private static void abandon(CompletableFuture<HttpResponse<InputStream>> answer) {
    answer.cancel(true);
    answer.thenAccept(late -> GitConnection.close(late.body()));
  }

  /**
   * JGit asks once more, or elsewhere, where an answer is not what it has hoped for: without
   * credentials, for files of the "dumb" protocol, whether it may fetch what it may not push to.
   */
  private void requireOurs(HttpRequest request) throws SocketException {
    var uri = request.uri();
    var isGet = request.method().equals("GET");
    if (refusal != null || isGet && hasBegun || !uri.getAuthority().equals(remote.getAuthority())) {
      throw new SocketException("a request that is not needed");
    }
    hasBegun = true;
  }

  /** Between two requests much can happen: a machine that slept, a lease that ran out. */
  void requireNotStopped() throws SocketException {
    try {
      beforeEachRequest.run();
    } catch (RuntimeException e) {
      stopped = e;
      throw broken(e);
    }
  }

  private void judge(HttpResponse<InputStream> response) throws SocketException {
    var isGit = response.headers().firstValue("Content-Type").orElse("").startsWith(GIT_MEDIA);
    if (response.statusCode() != HttpConnection.HTTP_OK || !isGit) {
      refusal = Refusal.of(response, this);
      GitConnection.close(response.body());
      if (response.statusCode() == HttpConnection.HTTP_OK) {
        throw new SocketException("an answer that is not git's");
      }
    }
  }

  private String authorization() {
    var pair = (USER + ":" + token.reveal()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private long left() {
    return end - System.nanoTime();
  }

  static SocketException broken(Throwable cause) {
    var broken = new SocketException("the connection broke");
    broken.initCause(cause);
    return broken;
  }
}
