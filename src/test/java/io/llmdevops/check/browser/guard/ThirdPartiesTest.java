package io.llmdevops.check.browser.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThirdPartiesTest {

  private static final String PUBLIC = "93.184.215.14";
  private static final String ALSO_PUBLIC = "2606:2800:0:0:0:0:0:1";
  private static final String HOST = "Host: public.example";
  private static final String GET = "GET http://public.example/a?b=c HTTP/1.1";
  private static final String CONNECT = "CONNECT public.example:443 HTTP/1.1";
  private static final String TUNNEL_HOST = "Host: public.example:443";
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create("public.example");

  private final Neighbourhood neighbourhood =
      new Neighbourhood()
          .knows("public.example", PUBLIC)
          .knows("twofold.example", PUBLIC, ALSO_PUBLIC);

  @AfterEach
  void close() throws TimeoutException {
    neighbourhood.close();
  }

  private Guard open() throws TimeoutException {
    return neighbourhood.open(Map.of("index.html", "home"));
  }

  @Test
  void passesPlainHttpOnWithoutWhatConcernsTheProxy() throws Exception {
    try (var server = new Upstream("HTTP/1.1 201 Made", "Content-Length: 2", "X-A: b", "", "ok")) {
      neighbourhood.leads(PUBLIC, server.port());
      try (var wire = new Wire(open())) {
        wire.send(
            "POST http://public.example/a%20b?c=d&e={f|g} HTTP/1.1",
            HOST,
            "Connection: keep-alive, X-Mine",
            "Proxy-Connection: keep-alive",
            "Proxy-Authorization: Basic c2VjcmV0",
            "Keep-Alive: 5",
            "TE: trailers",
            "Upgrade: h2c",
            "HTTP2-Settings: x",
            "X-Mine: 1",
            "Cookie: a=b",
            "Origin: http://site.localhost",
            "Content-Length: 5",
            "",
            "hello");

        assertThat(server.request().split("\r\n"))
            .containsExactlyInAnyOrder(
                "POST /a%20b?c=d&e={f|g} HTTP/1.1",
                "Host: public.example",
                "Cookie: a=b",
                "Origin: http://site.localhost",
                "Content-Length: 5",
                "connection: close",
                "",
                "hello");
        assertThat(wire.head()).startsWith("HTTP/1.1 201 ").contains("X-A: b\n");
        assertThat(wire.read(2)).isEqualTo("ok");
      }
    }
    assertThat(neighbourhood.lookups).containsExactly("public.example");
    assertThat(neighbourhood.dialled).containsExactly(PUBLIC + ":80");
  }

  @Test
  void takesAwayWhatAServerMayNotTellABrowserThroughAProxy() throws Exception {
    try (var server =
        new Upstream(
            "HTTP/1.1 200 OK",
            "Proxy-Authenticate: Basic",
            "Connection: X-Hop",
            "X-Hop: 1",
            "Keep-Alive: 5",
            "Set-Cookie: a=b",
            "Set-Cookie: c=d",
            "Content-Length: 0",
            "",
            "")) {
      neighbourhood.leads(PUBLIC, server.port());
      try (var wire = new Wire(open())) {
        assertThat(wire.send(GET, HOST).head().lines())
            .containsExactlyInAnyOrder(
                "HTTP/1.1 200 OK", "Set-Cookie: a=b", "Set-Cookie: c=d", "Content-Length: 0");
      }
    }
  }

  @Test
  void passesChunksOn() throws Exception {
    try (var server =
        new Upstream(
            "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "", "3", "abc", "0", "", "")) {
      neighbourhood.leads(PUBLIC, server.port());
      var answer =
          Wire.answer(
              open(),
              "PUT http://public.example/ HTTP/1.1",
              HOST,
              "Connection: close",
              "Transfer-Encoding: chunked",
              "",
              "5",
              "hello",
              "0");

      assertThat(server.request())
          .contains("PUT / HTTP/1.1\r\n")
          .endsWith("\r\n5\r\nhello\r\n0\r\n\r\n");
      assertThat(answer).contains("\r\n3\r\nabc\r\n0\r\n");
    }
  }

  @Test
  void passesAStreamOnWhileItIsComing() throws Exception {
    try (var server = new Upstream("HTTP/1.1 200 OK", "", "data: 1…")) {
      neighbourhood.leads(PUBLIC, server.port());
      try (var wire = new Wire(open())) {
        assertThat(wire.send(GET, HOST).head()).contains("200 OK");
        assertThat(wire.line() + wire.line()).isEqualTo("7data: 1");
      }
      // Whoever hangs up here, hangs up there.
      assertThat(server.wasHungUp()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, HTTP/1.1 200 OK, 7",
    "GET, HTTP/1.1 204 No Content, ",
    "GET, HTTP/1.1 304 Not Modified, "
  })
  void waitsForNoBodyWhereThereIsNone(String method, String status, String length)
      throws Exception {
    var framing = length == null ? "X-A: b" : "Content-Length: " + length;
    try (var server = new Upstream(status, framing, "", "")) {
      neighbourhood.leads(PUBLIC, server.port());
      try (var wire = new Wire(open())) {
        for (var i = 0; i < 2; i++) {
          assertThat(wire.send(method + " http://public.example/ HTTP/1.1", HOST).head())
              .startsWith(status)
              .containsIgnoringCase(framing)
              .doesNotContainIgnoringCase("chunked");
        }
      }
    }
  }

  @Test
  void makesOneRequestOfOne() throws Exception {
    try (var server = new Upstream("HTTP/1.1 200 OK", "Content-Length: 0", "", "…")) {
      neighbourhood.leads(PUBLIC, server.port());
      var guard = open();
      try (var wire = new Wire(guard)) {
        var sneaked = "0\r\n\r\nGET http://10.0.0.1/ HTTP/1.1\r\nHost: 10.0.0.1\r\n\r\n";
        wire.send(
            "POST http://public.example/ HTTP/1.1",
            HOST,
            "Content-Length: " + sneaked.length(),
            "Transfer-Encoding: chunked",
            "",
            sneaked);
        assertThat(wire.line()).isIn("HTTP/1.1 400 Bad Request", "HTTP/1.1 200 OK");
      }
      assertThat(neighbourhood.dialled).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void tunnelsTlsToTheAddressThatWasChecked() throws Exception {
    neighbourhood.leads(PUBLIC, secureServer());
    var guard = open();
    var client =
        neighbourhood.vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(CERTIFICATE.trustOptions())
                .setProxyOptions(proxy(guard)));

    var body =
        client
            .request(HttpMethod.GET, 443, "public.example", "/big")
            .compose(request -> request.send())
            .compose(response -> response.body())
            .await(10, TimeUnit.SECONDS);

    assertThat(body.length()).isEqualTo(3_000_000);
    assertThat(neighbourhood.lookups).containsExactly("public.example");
    assertThat(neighbourhood.dialled).containsExactly(PUBLIC + ":443");
  }

  @Test
  void tunnelsWebSockets() throws Exception {
    neighbourhood.leads(PUBLIC, secureServer());
    var client =
        neighbourhood.vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setTrustOptions(CERTIFICATE.trustOptions())
                .setProxyOptions(proxy(open())));
    var echo = new CompletableFuture<String>();

    client
        .connect(
            new WebSocketConnectOptions()
                .setSsl(true)
                .setHost("public.example")
                .setPort(443)
                .setURI("/echo"))
        .onSuccess(socket -> socket.textMessageHandler(echo::complete).writeTextMessage("hello"))
        .onFailure(echo::completeExceptionally);

    assertThat(echo.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
  }

  private int secureServer() throws TimeoutException {
    return neighbourhood
        .vertx
        .createHttpServer(
            new HttpServerOptions().setSsl(true).setKeyCertOptions(CERTIFICATE.keyCertOptions()))
        .requestHandler(request -> request.response().end(Buffer.buffer(new byte[3_000_000])))
        .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
        .listen(0, "127.0.0.1")
        .await(10, TimeUnit.SECONDS)
        .actualPort();
  }

  private static ProxyOptions proxy(Guard guard) {
    return new ProxyOptions().setHost("127.0.0.1").setPort(guard.port());
  }

  @Test
  void tunnelsWhateverTheOtherSideSaysFirst() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      neighbourhood.leads(PUBLIC, server.getLocalPort());
      try (var wire = new Wire(open()).send(CONNECT, TUNNEL_HOST);
          var far = server.accept()) {
        far.getOutputStream().write("first\n".getBytes());
        assertThat(wire.head())
            .startsWith("HTTP/1.1 200 ")
            .doesNotContainIgnoringCase("content-length");
        assertThat(wire.line()).isEqualTo("first");
        wire.write("second");
        assertThat(new String(far.getInputStream().readNBytes(6))).isEqualTo("second");
        far.shutdownOutput();
        assertThat(wire.rest()).isEmpty();
      }
    }
  }

  @Test
  void readsNothingInATunnelAsARequest() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      neighbourhood.leads(PUBLIC, server.getLocalPort());
      var guard = open();
      try (var wire =
              new Wire(guard)
                  .send(
                      CONNECT, TUNNEL_HOST, "", "GET http://10.0.0.1/ HTTP/1.1", "Host: 10.0.0.1");
          var far = server.accept()) {
        assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
        wire.write("GET http://10.0.0.2/ HTTP/1.1\r\nHost: 10.0.0.2\r\n\r\n");
        far.getInputStream().read();
      }
      assertThat(guard.refusals()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET http://twofold.example/ HTTP/1.1", "CONNECT twofold.example:443 HTTP/1.1"})
  void triesTheNextAddressWhereOneDoesNotAnswer(String line) throws Exception {
    try (var server = new Upstream("HTTP/1.1 200 OK", "Content-Length: 0", "", "")) {
      neighbourhood.leads(PUBLIC, closedPort()).leads(ALSO_PUBLIC, server.port());

      assertThat(
              Wire.status(
                  open(), line, "Host: twofold.example" + (line.startsWith("G") ? "" : ":443")))
          .startsWith("HTTP/1.1 200 ");
    }
    assertThat(neighbourhood.lookups).hasSize(1);
    assertThat(neighbourhood.dialled).hasSize(2);
  }

  @Test
  void saysThatNobodyAnswersWhichIsNoRefusal() throws Exception {
    neighbourhood.leads(PUBLIC, closedPort());
    var guard = open();

    assertThat(Wire.status(guard, GET, HOST)).isEqualTo("HTTP/1.1 502 Bad Gateway");
    assertThat(Wire.status(guard, CONNECT, TUNNEL_HOST)).isEqualTo("HTTP/1.1 502 Bad Gateway");
    assertThat(guard.refusals()).isEmpty();
  }

  @Test
  void waitsForNoConnectionForLong() throws Exception {
    var silent = new ArrayList<Socket>();
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      fill(server, silent);
      neighbourhood.leads(PUBLIC, server.getLocalPort()).patient(Duration.ofMillis(300));
      var guard = open();

      assertThat(Wire.status(guard, GET, HOST)).isEqualTo("HTTP/1.1 504 Gateway Timeout");
      assertThat(Wire.status(guard, CONNECT, TUNNEL_HOST))
          .isEqualTo("HTTP/1.1 504 Gateway Timeout");
    }
    for (var socket : silent) {
      socket.close();
    }
  }

  /** Until the queue of a server that accepts nobody is full, and further ones get no answer. */
  private static void fill(ServerSocket server, List<Socket> into) throws IOException {
    try {
      while (true) {
        var socket = new Socket();
        into.add(socket);
        socket.connect(server.getLocalSocketAddress(), 200);
      }
    } catch (SocketTimeoutException full) {
      // As wanted.
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no HTTP at all\r\n\r\n",
        "HTTP/1.1 101 Now\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        "HTTP/1.1 407 Who?\r\nContent-Length: 0\r\n\r\n",
        ""
      })
  void passesNothingOnThatIsNoAnswer(String answer) throws Exception {
    try (var server = new Upstream(answer)) {
      neighbourhood.leads(PUBLIC, server.port());
      var guard = open();

      assertThat(Wire.answer(guard, GET, HOST)).startsWith("HTTP/1.1 502 Bad Gateway\r\n");
      assertThat(guard.refusals()).isEmpty();
    }
  }

  @Test
  void anAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
    try (var server = new Upstream("HTTP/1.1 200 OK", "Content-Length: 10", "", "abc")) {
      neighbourhood.leads(PUBLIC, server.port());
      try (var wire = new Wire(open())) {
        assertThat(wire.send(GET, HOST).head()).contains("Content-Length: 10");
        assertThat(wire.rest()).isEqualTo("abc");
      }
    }
  }

  @Test
  void leavesRedirectsToTheBrowserWhichAsksAgain() throws Exception {
    try (var server =
        new Upstream(
            "HTTP/1.1 302 Found", "Location: http://10.0.0.1/", "Content-Length: 0", "", "")) {
      neighbourhood.leads(PUBLIC, server.port());
      try (var wire = new Wire(open())) {
        assertThat(wire.send(GET, HOST).head()).contains("Location: http://10.0.0.1/");
      }
    }
    assertThat(neighbourhood.dialled).hasSize(1);
  }

  @Test
  void judgesANameAnewEachTime() throws Exception {
    try (var server = new Upstream("HTTP/1.1 200 OK", "Content-Length: 0", "", "")) {
      neighbourhood.leads(PUBLIC, server.port());
      var guard = open();
      assertThat(Wire.status(guard, GET, HOST)).isEqualTo("HTTP/1.1 200 OK");

      neighbourhood.knows("public.example", "127.0.0.1");
      assertThat(Wire.status(guard, GET, HOST)).isEqualTo("HTTP/1.1 403 Forbidden");
    }
  }

  @Test
  void movesNoMoreThanItsBudgetByHttp() throws Exception {
    try (var server = new Upstream("HTTP/1.1 200 OK", "", "x".repeat(2_000_000))) {
      neighbourhood.leads(PUBLIC, server.port()).within(1024 * 1024, 256);
      var guard = open();

      assertThat(Wire.answer(guard, GET, HOST)).hasSizeBetween(500_000, 1_100_000);
      assertThat(Wire.status(guard, GET, HOST)).isEqualTo("HTTP/1.1 403 Forbidden");
      assertThat(guard.refusals())
          .extracting(Guard.Refusal::why)
          .containsExactly("one look at a page may move 1 MiB from and to other sites");
    }
  }

  @Test
  void movesNoMoreThanItsBudgetThroughTunnels() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      neighbourhood.leads(PUBLIC, server.getLocalPort()).within(50_000, 256);
      var guard = open();
      try (var wire = new Wire(guard).send(CONNECT, TUNNEL_HOST);
          var far = server.accept()) {
        wire.head();
        far.getOutputStream().write(new byte[40_000]);
        assertThat(wire.read(40_000)).hasSize(40_000);
        wire.write("x".repeat(20_000));
        assertThat(wire.rest()).isEmpty();
        assertThat(guard.refusals())
            .extracting(Guard.Refusal::target)
            .containsExactly("public.example:443");
      }
    }
  }

  @Test
  void makesNoMoreConnectionsThanItsBudget() throws Exception {
    try (var server = new Upstream("HTTP/1.1 200 OK", "Content-Length: 0", "", "")) {
      neighbourhood.leads(PUBLIC, server.port()).within(1_000_000, 2);
      var guard = open();

      assertThat(
              List.of(
                  Wire.status(guard, GET, HOST),
                  Wire.status(guard, GET, HOST),
                  Wire.status(guard, GET, HOST)))
          .containsExactly("HTTP/1.1 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 403 Forbidden");
      assertThat(guard.refusals())
          .containsExactly(
              new Guard.Refusal(
                  "public.example:80", "one look at a page may make 2 connections to other sites"));
    }
  }

  private static int closedPort() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return server.getLocalPort();
    }
  }
}
