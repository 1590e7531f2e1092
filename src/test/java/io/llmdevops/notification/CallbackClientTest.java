package io.llmdevops.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.net.CallbackUrl;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.TaskId;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class CallbackClientTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Buffer BODY = Buffer.buffer("{\"a\":1}");
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create("callback.example");
  private static final HttpClientOptions TRUSTING =
      new HttpClientOptions().setTrustOptions(CERTIFICATE.trustOptions());
  private static final Duration SHORT = Duration.ofMillis(300);

  private final List<HttpServerRequest> seen = new CopyOnWriteArrayList<>();

  /** Vert.x closes a client that nobody holds any longer, even in the middle of a call. */
  private final List<CallbackClient> held = new ArrayList<>();

  private Vertx vertx;

  @BeforeEach
  void setUp(Vertx vertx) {
    this.vertx = vertx;
  }

  @Test
  void postsJsonUnderTheOriginalHostToTheGivenAddress() throws Exception {
    var body = new CompletableFuture<Buffer>();
    var port =
        serve(
            request ->
                request
                    .body()
                    .onSuccess(body::complete)
                    .onSuccess(read -> request.response().setStatusCode(204).end()));

    assertThat(post(plain("callback.example", port, "/notify?a=%20b")).status()).isEqualTo(204);

    assertThat(body.get(5, TimeUnit.SECONDS)).isEqualTo(BODY);
    var request = seen.get(0);
    assertThat(request.method().name()).isEqualTo("POST");
    assertThat(request.uri()).isEqualTo("/notify?a=%20b");
    assertThat(request.getHeader("Host")).isEqualTo("callback.example:" + port);
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeader("Content-Length")).isEqualTo("7");
    assertThat(request.getHeader("User-Agent")).isEqualTo("llm-devops-engine");
  }

  @Test
  void keepsTheHostAsItIsSpelled() throws Exception {
    var port = serve(request -> request.response().end());

    post(plain("Callback.example.", port, "/"));
    post(plain("[2001:db8::1]", port, "/"));

    assertThat(seen)
        .extracting(request -> request.getHeader("Host"))
        .containsExactly("Callback.example.:" + port, "[2001:db8::1]:" + port);
  }

  @Test
  void hasAConnectionOfItsOwnForEveryCall() throws Exception {
    var port = serve(request -> request.response().end());
    var client = client(new HttpClientOptions(), Duration.ofSeconds(5));

    for (int i = 0; i < 3; i++) {
      client
          .post(plain("callback.example", port, "/"), LOOPBACK, BODY, () -> {})
          .await(10, TimeUnit.SECONDS);
    }

    assertThat(seen).extracting(HttpServerRequest::connection).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void followsNoRedirect() throws Exception {
    var port =
        serve(
            request ->
                request
                    .response()
                    .setStatusCode("/".equals(request.path()) ? 302 : 200)
                    .putHeader("Location", "/elsewhere")
                    .end());

    assertThat(post(plain("callback.example", port, "/")).status()).isEqualTo(302);
    assertThat(seen).hasSize(1);
  }

  @Test
  void handsOverRetryAfter() throws Exception {
    var port =
        serve(
            request ->
                request.response().setStatusCode(429).putHeader("Retry-After", "17").end("busy"));

    assertThat(post(plain("callback.example", port, "/")))
        .isEqualTo(new CallbackClient.Answer(429, Optional.of("17")));
  }

  @Test
  void givesUpOnAServerThatNeverAnswers() throws Exception {
    var closed = new CompletableFuture<Void>();
    var port = serve(request -> request.connection().closeHandler(closed::complete));

    assertThatThrownBy(() -> post(plain("callback.example", port, "/"), SHORT))
        .isInstanceOf(TimeoutException.class);
    closed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void givesUpOnATlsHandshakeThatNeverComes() throws Exception {
    try (var silent = new ServerSocket(0, 5, LOOPBACK)) {
      var target = new CallbackUrl(true, "callback.example", silent.getLocalPort(), "/");

      assertThatThrownBy(() -> post(target, SHORT)).isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void sendsNothingOverAConnectionThatStandsTooLate() throws Exception {
    var held = new CompletableFuture<NetSocket>();
    var closed = new CompletableFuture<Void>();
    var slow =
        before(
            serveTls(),
            (socket, server) -> {
              server.closeHandler(closed::complete);
              held.complete(server);
            });
    var call =
        client(TRUSTING, SHORT)
            .post(new CallbackUrl(true, "callback.example", slow, "/"), LOOPBACK, BODY, () -> {});

    assertThatThrownBy(() -> call.await(5, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    held.get(5, TimeUnit.SECONDS).resume();

    closed.get(5, TimeUnit.SECONDS);
    assertThat(seen).isEmpty();
  }

  @Test
  void asksOnceMoreWhenTheConnectionStands() throws Exception {
    var over = new AtomicBoolean();
    var port =
        before(
            serveTls(),
            (socket, server) -> {
              over.set(true);
              server.resume();
            });
    var lost = new LeaseLostException(TaskId.random());

    var call =
        client(TRUSTING, Duration.ofSeconds(10))
            .post(
                new CallbackUrl(true, "callback.example", port, "/"),
                LOOPBACK,
                BODY,
                () -> {
                  if (over.get()) {
                    throw lost;
                  }
                });

    assertThatThrownBy(() -> call.await(15, TimeUnit.SECONDS)).isSameAs(lost);
    assertThat(seen).isEmpty();
  }

  @Test
  void reportsARefusedConnection() throws Exception {
    int port;
    try (var taken = new ServerSocket(0, 5, LOOPBACK)) {
      port = taken.getLocalPort();
    }

    assertThatThrownBy(() -> post(plain("callback.example", port, "/")))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void cutsAnEndlessBodyAndTakesItsStatus() throws Exception {
    var closed = new CompletableFuture<Void>();
    var port =
        serve(
            request -> {
              request.connection().closeHandler(closed::complete);
              var response = request.response().setChunked(true);
              var chunk = Buffer.buffer(new byte[8_192]);
              vertx.setPeriodic(1, tick -> response.write(chunk));
            });

    assertThat(post(plain("callback.example", port, "/"), Duration.ofMinutes(5)).status())
        .isEqualTo(200);
    closed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void waitsForADrippingBodyNoLongerThanForAnyAnswer() throws Exception {
    var closed = new CompletableFuture<Void>();
    var port =
        serve(
            request -> {
              request.connection().closeHandler(closed::complete);
              var response = request.response().setChunked(true);
              vertx.setPeriodic(20, tick -> response.write("."));
            });

    assertThat(post(plain("callback.example", port, "/"), Duration.ofSeconds(1)).status())
        .isEqualTo(200);
    closed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void takesTheStatusOfABodyThatBreaksOff() throws Exception {
    var port =
        serve(
            request ->
                request
                    .response()
                    .putHeader("Content-Length", "100")
                    .write("some")
                    .onComplete(written -> request.connection().close()));

    assertThat(post(plain("callback.example", port, "/")).status()).isEqualTo(200);
  }

  @Test
  void failsOnWhatIsNotHttp() throws Exception {
    var server =
        vertx
            .createNetServer()
            .connectHandler(socket -> socket.write("SSH-2.0-made_up\r\n\r\n"))
            .listen(0, LOOPBACK.getHostAddress())
            .await(5, TimeUnit.SECONDS);

    assertThatThrownBy(() -> post(plain("callback.example", server.actualPort(), "/")))
        .isNotInstanceOf(TimeoutException.class);
  }

  @Test
  void namesTheOriginalHostInTlsAndVerifiesItsCertificate() throws Exception {
    var port = serveTls();

    var answer =
        client(TRUSTING, Duration.ofSeconds(10))
            .post(new CallbackUrl(true, "callback.example", port, "/"), LOOPBACK, BODY, () -> {})
            .await(15, TimeUnit.SECONDS);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(seen.get(0).connection().indicatedServerName()).isEqualTo("callback.example");
    assertThat(seen.get(0).getHeader("Host")).isEqualTo("callback.example:" + port);
  }

  @Test
  void leavesTheDotOfTheRootOutOfTls() throws Exception {
    var port = serveTls();

    client(TRUSTING, Duration.ofSeconds(10))
        .post(new CallbackUrl(true, "callback.example.", port, "/"), LOOPBACK, BODY, () -> {})
        .await(15, TimeUnit.SECONDS);

    assertThat(seen.get(0).connection().indicatedServerName()).isEqualTo("callback.example");
    assertThat(seen.get(0).getHeader("Host")).isEqualTo("callback.example.:" + port);
  }

  @Test
  void trustsNoCertificateOfAnotherHost() throws Exception {
    var port = serveTls();

    assertThatThrownBy(
            () ->
                client(TRUSTING, Duration.ofSeconds(10))
                    .post(
                        new CallbackUrl(true, "other.example", port, "/"), LOOPBACK, BODY, () -> {})
                    .await(15, TimeUnit.SECONDS))
        .isInstanceOf(SSLException.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void trustsNoCertificateThatNobodyVouchesFor() throws Exception {
    var port = serveTls();

    assertThatThrownBy(() -> post(new CallbackUrl(true, "callback.example", port, "/")))
        .isInstanceOf(SSLException.class);
    assertThat(seen).isEmpty();
  }

  /** Passes everything on to a server, whose words are held back until it is resumed. */
  private int before(int port, BiConsumer<NetSocket, NetSocket> onConnected)
      throws TimeoutException {
    var toServer = vertx.createNetClient();
    return vertx
        .createNetServer()
        .connectHandler(
            socket -> {
              socket.pause();
              toServer
                  .connect(port, LOOPBACK.getHostAddress())
                  .onSuccess(server -> join(socket, server.pause(), onConnected));
            })
        .listen(0, LOOPBACK.getHostAddress())
        .await(5, TimeUnit.SECONDS)
        .actualPort();
  }

  private static void join(
      NetSocket socket, NetSocket server, BiConsumer<NetSocket, NetSocket> onConnected) {
    server.handler(socket::write);
    socket.handler(server::write);
    socket.closeHandler(closed -> server.close());
    onConnected.accept(socket, server);
    socket.resume();
  }

  private int serveTls() throws TimeoutException {
    var options =
        new HttpServerOptions()
            .setSsl(true)
            .setSni(true)
            .setKeyCertOptions(CERTIFICATE.keyCertOptions());
    return serve(options, request -> request.response().end());
  }

  private int serve(Handler<HttpServerRequest> handler) throws TimeoutException {
    return serve(new HttpServerOptions(), handler);
  }

  private int serve(HttpServerOptions options, Handler<HttpServerRequest> handler)
      throws TimeoutException {
    return vertx
        .createHttpServer(options)
        .requestHandler(
            request -> {
              seen.add(request);
              handler.handle(request);
            })
        .listen(0, LOOPBACK.getHostAddress())
        .await(5, TimeUnit.SECONDS)
        .actualPort();
  }

  private CallbackClient.Answer post(CallbackUrl target) throws TimeoutException {
    return post(target, Duration.ofSeconds(10));
  }

  private CallbackClient.Answer post(CallbackUrl target, Duration timeout) throws TimeoutException {
    return client(new HttpClientOptions(), timeout)
        .post(target, LOOPBACK, BODY, () -> {})
        .await(15, TimeUnit.SECONDS);
  }

  private CallbackClient client(HttpClientOptions options, Duration timeout) {
    var client = new CallbackClient(vertx, options, 5, timeout);
    held.add(client);
    return client;
  }

  private static CallbackUrl plain(String host, int port, String path) {
    return new CallbackUrl(false, host, port, path);
  }
}
