package io.llmdevops.check.browser.guard;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import io.llmdevops.check.browser.guard.Guard.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards as the installed Chromium sees them. */
class GuardedBrowserTest {

  private static final String PUBLIC = "93.184.215.14";
  private static final String REDIRECTING = "93.184.215.15";
  private static final int PATIENCE_MILLIS = 20_000;

  /** What passes through the guard by name; the rest does so by address. */
  private static final List<String> BY_NAME =
      List.of(
          "prefetch",
          "preload",
          "modulepreload",
          "style",
          "icon",
          "css",
          "font",
          "script",
          "img",
          "iframe",
          "video",
          "audio",
          "object",
          "embed",
          "form",
          "ping",
          "fetch",
          "no-cors",
          "keepalive",
          "https",
          "xhr",
          "ws",
          "wss",
          "sse",
          "module",
          "beacon",
          "popup",
          "service-worker",
          "worker",
          "import-scripts",
          "turn");

  private static final List<String> BY_ADDRESS =
      List.of(
          "mixed.example",
          "127.0.0.1",
          "127.0.0.2",
          "127.0.0.3",
          "127.0.0.4",
          "localhost",
          "0.0.0.0",
          "[::1]",
          "[::ffff:7f00:1]",
          "redirected.inside.example");

  private static GuardedBrowser browser;

  private final Neighbourhood neighbourhood =
      new Neighbourhood()
          .knows(".inside.example", "127.0.0.1")
          .knows("mixed.example", PUBLIC, "127.0.0.1")
          .knows("public.example", PUBLIC)
          .knows("redirecting.example", REDIRECTING);
  private Canary canary;

  @BeforeAll
  static void start(@TempDir Path folder) {
    browser = new GuardedBrowser(folder);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    canary = new Canary();
  }

  @AfterEach
  void close() throws Exception {
    neighbourhood.close();
    canary.close();
  }

  @Test
  void nothingThatAPageDoesReachesAPrivateService() throws Exception {
    listen(new HttpServerOptions(), REDIRECTING, this::redirect);
    var guard =
        neighbourhood.open(
            Map.of(
                "index.html", resource("hostile.html"),
                "worker.js", WORKER.replace("PORT", "" + canary.port()),
                "service-worker.js", SERVICE_WORKER.replace("PORT", "" + canary.port())));
    try (var context = browser.context(guard)) {
      var page = context.newPage();
      page.navigate(guard.site());
      waitForAll(page, guard);
      assertThat(page.evaluate("Promise.all(tried)").toString())
          .contains(
              "file TypeError", "WebTransport WebTransportError", "STUN and TURN ok", "peer ok");
      assertThat(hosts(guard)).containsAll(BY_ADDRESS);
      assertThat(page.url()).startsWith(guard.site());
    }

    assertThat(canary.touched).isEmpty();
    assertThat(guard.refusals())
        .allSatisfy(
            one ->
                assertThat(one.why())
                    .containsAnyOf(
                        "Loopback", "Link Local", "This host", "this machine", "0.0.0.1"));
    assertThat(neighbourhood.lookups).doesNotContain("dns-prefetch.inside.example");
    assertThat(neighbourhood.dialled).containsExactly(REDIRECTING + ":80");
  }

  /** What has not come in time is told by name. */
  private static void waitForAll(Page page, Guard guard) {
    var awaited = BY_NAME.stream().map(name -> name + ".inside.example").toList();
    try {
      page.waitForCondition(
          () -> hosts(guard).containsAll(awaited),
          new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
    } catch (TimeoutError late) {
      assertThat(hosts(guard)).containsAll(awaited);
    }
  }

  private void redirect(HttpServerRequest request) {
    request
        .response()
        .setStatusCode(302)
        .putHeader("Location", "http://redirected.inside.example:" + canary.port() + "/")
        .end();
  }

  private static final String ECHO =
      """
      url => new Promise((told, failed) => {
        const socket = new WebSocket(url);
        socket.onopen = () => socket.send('hi');
        socket.onmessage = e => told(e.data);
        socket.onerror = failed;
      })
      """;

  private static final String WORKER =
      """
      try { importScripts('http://import-scripts.inside.example:PORT/x.js') } catch (e) {}
      fetch('http://worker.inside.example:PORT/').catch(() => 0).then(() => postMessage(''));
      """;

  private static final String SERVICE_WORKER =
      """
      self.addEventListener('install', e => e.waitUntil(
          fetch('http://service-worker.inside.example:PORT/', {mode: 'no-cors'}).catch(() => 0)));
      """;

  @Test
  void aNavigationToAPrivateServiceEndsAtTheGuard() throws Exception {
    var guard =
        neighbourhood.open(
            Map.of(
                "index.html",
                "<script>location = 'http://127.0.0.1:" + canary.port() + "/'</script>"));
    try (var context = browser.context(guard)) {
      var page = context.newPage();
      page.navigate(guard.site());
      page.waitForCondition(() -> hosts(guard).contains("127.0.0.1"));
    }

    assertThat(canary.touched).isEmpty();
  }

  @Test
  void aPageGetsWhatItNeedsFromOtherSites() throws Exception {
    var certificate = SelfSignedCertificate.create("public.example");
    var secure =
        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
    listen(
        secure,
        PUBLIC,
        request ->
            request
                .response()
                .putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Content-Type", "text/javascript")
                .end("window.library = 'loaded'"));
    var guard =
        neighbourhood.open(
            Map.of(
                "index.html",
                """
                <script src="https://public.example/library.js"></script>
                <script src="app/app.js" type="module"></script>
                """,
                "app/app.js",
                "import {data} from './data.js'; window.data = data;",
                "app/data.js",
                "export const data = await (await fetch('a.json')).json()",
                "a.json",
                "[1, 2]"));
    try (var context = browser.context(guard)) {
      var page = context.newPage();
      var response = page.navigate(guard.site());

      assertThat(response.status()).isEqualTo(200);
      assertThat(page.evaluate("library")).isEqualTo("loaded");
      // A page has loaded before its modules have, where these wait for something themselves.
      page.waitForFunction("window.data");
      assertThat(page.evaluate("JSON.stringify(data)")).isEqualTo("[1,2]");
      assertThat(page.evaluate("isSecureContext && !!crypto.subtle && !!navigator.serviceWorker"))
          .isEqualTo(true);
      assertThat(page.evaluate("fetch('https://public.example/x').then(r => r.text())"))
          .isEqualTo("window.library = 'loaded'");
      assertThat(page.evaluate(ECHO, "wss://public.example/")).isEqualTo("hi");
    }
    assertThat(guard.refusals()).isEmpty();
  }

  @Test
  void webSocketsWithoutTlsAreTunnelledToo() throws Exception {
    listen(new HttpServerOptions(), PUBLIC, request -> request.response().setStatusCode(404).end());
    var guard = neighbourhood.open(Map.of("index.html", "<p>hello</p>"));
    try (var context = browser.context(guard)) {
      var page = context.newPage();
      page.navigate(guard.site());

      assertThat(page.evaluate(ECHO, "ws://public.example/")).isEqualTo("hi");
      assertThat(
              page.evaluate("fetch('http://public.example/', {mode: 'no-cors'}).then(r => r.type)"))
          .isEqualTo("opaque");
    }
    assertThat(neighbourhood.dialled).containsOnly(PUBLIC + ":80");
  }

  @Test
  void addressesOfTheSiteWorkAsOnGitHubPages() throws Exception {
    var guard =
        neighbourhood.open(
            Map.of(
                "index.html", "<title>home</title>",
                "about.html", "<title>about</title>",
                "docs/index.html", "<title>docs</title>",
                "404.html", "<title>lost</title>"));
    try (var context = browser.context(guard)) {
      var page = context.newPage();
      for (var address : List.of("home", "about", "docs", "lost")) {
        page.navigate(guard.site() + address.replace("home", "?id=7"));
        assertThat(page.title()).isEqualTo(address);
      }
      page.navigate(guard.site() + "docs");
      assertThat(page.url()).isEqualTo(guard.site() + "docs/");
    }
  }

  @Test
  void theCanaryNoticesTcpAndUdp() throws Exception {
    var here = InetAddress.getByName("127.0.0.1");
    try (var tcp = new Socket(here, canary.port());
        var udp = new DatagramSocket()) {
      tcp.getOutputStream().write('x');
      udp.send(new DatagramPacket(new byte[3], 3, here, canary.port()));
      try (var context = browser.context(neighbourhood.open(Map.of()))) {
        context.newPage().waitForCondition(() -> canary.touched.size() == 2);
      }
    }
    assertThat(canary.touched).containsExactlyInAnyOrder("tcp x", "udp 3");
  }

  private void listen(HttpServerOptions options, String address, Handler<HttpServerRequest> handler)
      throws TimeoutException {
    var server =
        neighbourhood
            .vertx
            .createHttpServer(options)
            .requestHandler(handler)
            .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
            .listen(0, "127.0.0.1")
            .await(10, SECONDS);
    neighbourhood.leads(address, server.actualPort());
  }

  private static List<String> hosts(Guard guard) {
    return guard.refusals().stream()
        .map(Refusal::target)
        .map(target -> target.substring(0, target.lastIndexOf(':')))
        .toList();
  }

  private String resource(String name) {
    try (var in = getClass().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("PORT", "" + canary.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
