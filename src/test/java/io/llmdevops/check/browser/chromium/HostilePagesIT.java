package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.browser.Sighting.Ran.End;
import io.llmdevops.check.browser.Visit.Load;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that mean no good: each ends in time, is told of, and leaves the next one alone. */
class HostilePagesIT {

  @RegisterExtension
  static final Browsing browsing = new Browsing(Duration.ofSeconds(4), Duration.ofSeconds(60));

  @AfterEach
  void theNextPageIsUnaffected() throws Exception {
    var page = look("<title>next</title><h1>fine", "document.title === 'next'");
    assertThat(page.scripts()).allMatch(ran -> ran.end() == End.TRUE);
    assertThat(page.incidents()).isEmpty();
    assertThat(page.view().orElseThrow().picture()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for (;;) {} | OUT_OF_TIME | did not answer",
        "for (;;) alert(1) | OUT_OF_TIME | showed a dialog",
        "for (let i = 0; i < 99; i++) open('about:blank') | OUT_OF_TIME | opened a window",
        "location.reload() | OUT_OF_TIME | went to another page",
        "setInterval(() => { for (let i = 0; i < 999; i++) console.log(i) }, 1)"
            + "| OUT_OF_TIME | wrote to the console",
        "var a = []; setInterval(() => a.push(new Uint8Array(1e8).fill(1)), 1)"
            + "| OUT_OF_MEMORY | MiB",
        "function f() { for (let i = 0; i < 1e5; i++) document.body.appendChild("
            + "document.createElement('b')).innerText = i; setTimeout(f) } f()"
            + "| OUT_OF_MEMORY | MiB",
      })
  void isEndedWithTheReason(String script, Kind kind, String reason) throws Exception {
    var page = look("<body>x<script>" + script + "</script>");
    assertThat(page.incidents())
        .anyMatch(each -> each.kind() == kind && each.text().contains(reason));
  }

  /** On a busy machine its time may be up first, on an idle one the memory that V8 gives a page. */
  @Test
  void aLoopThatTakesMemoryEndsForOneReasonOrAnother() throws Exception {
    var page =
        look("<body>x<script>var a = []; for (;;) a.push(new Array(1e6).fill(1.5))</script>");
    assertThat(kinds(page)).containsAnyOf(Kind.OUT_OF_MEMORY, Kind.OUT_OF_TIME, Kind.CRASHED);
  }

  @Test
  void goesOnWithTheOtherPagesAndScriptsWhereOneHangs() throws Exception {
    var files = Map.of("index.html", "<h1>x", "loop.html", "<h1>x<script>for (;;) {}</script>");
    var pages =
        browsing.look(
            files,
            new Load("loop.html", List.of("true")),
            new Load("", List.of("setTimeout(() => { for (;;) {} }, 1000)", "false", "true")));
    assertThat(pages.get(0).status()).contains(200);
    assertThat(kinds(pages.get(0))).containsExactly(Kind.OUT_OF_TIME);
    assertThat(pages.get(0).scripts()).allMatch(ran -> ran.end() == End.NOT_TRIED);
    assertThat(pages.get(1).scripts())
        .extracting(ran -> ran.end())
        .containsExactly(End.TRUE, End.HUNG, End.TRUE);
    assertThat(kinds(pages.get(1))).containsExactly(Kind.OUT_OF_TIME);
  }

  @Test
  void endsWhatOutlivesTheTimeOfTheVisit() throws Exception {
    var files = Map.of("index.html", "<h1>x<script>for (;;) {}</script>");
    var load = new Load("", List.of("true"));
    var visit = browsing.visit(files, Duration.ofSeconds(9), Duration.ofSeconds(8), load, load);
    var pages = browsing.look(visit);
    assertThat(pages)
        .allSatisfy(
            page -> {
              assertThat(page.incidents())
                  .extracting(Incident::text)
                  .first()
                  .asString()
                  .contains("time for this version");
              assertThat(page.scripts()).allMatch(ran -> ran.end() == End.NOT_TRIED);
            });
  }

  /** What is odd, but harms nobody: it is told of where it matters, and the checks are run. */
  @Test
  void putsUpWithOddities() throws Exception {
    var files = new LinkedHashMap<String, String>();
    files.put("alert", "alert('hello'); confirm('sure?')");
    files.put("window", "if (!location.search) open('?there')");
    files.put(
        "download",
        "var a = document.createElement('a'); a.download = 'f.txt'; a.href = 'data:,x'; a.click()");
    files.put("away", "if (!location.search) location = '?away'");
    files.put("worker", "new Worker(URL.createObjectURL(new Blob(['for (;;) {}'])))");
    files.put("service", "navigator.serviceWorker.register('/site/endless.js')");
    files.put("debugger", "debugger; setInterval(() => { debugger }, 10)");
    files.put("print", "print()");
    files.put("unload", "onbeforeunload = () => 'stay'; onunload = () => { for (;;) {} }");
    files.put(
        "history",
        "setInterval(() => { for (let i = 0; i < 999; i++) history.pushState({}, '', '#' + i) }, 1)");
    files.put("title", "document.title = 't'.repeat(1e6)");
    var tree = new LinkedHashMap<String, String>();
    files.forEach(
        (name, script) -> tree.put(name + ".html", "<h1>x<script>" + script + "</script>"));
    tree.put("endless.js", "for (;;) {}");
    var loads = files.keySet().stream().map(name -> new Load(name + ".html", List.of("true")));
    var pages = browsing.look(tree, loads.toArray(Load[]::new));
    assertThat(pages)
        .allSatisfy(page -> assertThat(page.scripts().get(0).end()).isEqualTo(End.TRUE));
    var told = new LinkedHashMap<String, List<Kind>>();
    var names = List.copyOf(files.keySet());
    pages.forEach(page -> told.put(names.get(told.size()), kinds(page)));
    assertThat(told)
        .containsEntry("alert", List.of(Kind.DIALOG, Kind.DIALOG))
        .containsEntry("window", List.of(Kind.WINDOW))
        .containsEntry("download", List.of(Kind.DOWNLOAD))
        .containsEntry("away", List.of(Kind.NAVIGATION))
        .containsEntry("history", List.of())
        .containsEntry("title", List.of());
  }

  @Test
  void reachesNothingOnThisMachine() throws Exception {
    try (var tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      var html =
          """
          <h1>x</h1><img src=http://127.0.0.1:PORT/img><iframe src=http://127.0.0.1:PORT/frame></iframe>
          <link rel=preconnect href=http://127.0.0.1:PORT><link rel=prefetch href=http://127.0.0.1:PORT/p>
          <iframe src=file:///etc/passwd></iframe><iframe name=target></iframe>
          <form id=form method=post target=target action=http://127.0.0.1:PORT/form></form>
          <script>
          form.submit();
          for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '127.1', '0.0.0.0']) {
            fetch(`http://${host}:PORT/`, {mode: 'no-cors'}).catch(() => {});
            fetch(`https://${host}:PORT/`).catch(() => {});
          }
          new WebSocket('ws://127.0.0.1:PORT/'); new EventSource('http://127.0.0.1:PORT/');
          navigator.sendBeacon('http://127.0.0.1:PORT/');
          open('http://127.0.0.1:PORT/', '', 'noopener');
          fetch('file:///etc/passwd').catch(() => {});
          new Worker(URL.createObjectURL(new Blob(['fetch("http://127.0.0.1:PORT/").catch(() => {})'])));
          new WebTransport('https://127.0.0.1:UDP/').ready.catch(() => {});
          (async () => {
            const peer = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:UDP'},
              {urls: 'turn:127.0.0.1:UDP', username: 'a', credential: 'b'},
              {urls: 'turn:127.0.0.1:PORT?transport=tcp', username: 'a', credential: 'b'}]});
            peer.createDataChannel('x');
            await peer.setLocalDescription(await peer.createOffer());
            const other = new RTCPeerConnection();
            await other.setRemoteDescription(peer.localDescription);
            await other.setLocalDescription(await other.createAnswer());
            await peer.setRemoteDescription(other.localDescription);
            await peer.addIceCandidate({sdpMid: '0', sdpMLineIndex: 0,
              candidate: 'candidate:1 1 udp 2122260223 127.0.0.1 UDP typ host generation 0'});
            done = true;
          })();
          setTimeout(() => location = 'file:///etc/passwd', 500);
          </script>
          """
              .replace("PORT", String.valueOf(tcp.getLocalPort()))
              .replace("UDP", String.valueOf(udp.getLocalPort()));
      var page =
          look(
              html,
              "done",
              "document.body.innerText.includes('x')",
              "new Promise(later => setTimeout(() => later(1), 1500))");
      assertThat(page.scripts()).allMatch(ran -> ran.end() == End.TRUE);
      assertThat(kinds(page)).contains(Kind.REFUSED, Kind.INSECURE_REQUEST);
      assertThat(page.view().orElseThrow().dom()).doesNotContain("root:");
      tcp.setSoTimeout(50);
      udp.setSoTimeout(50);
      Assertions.assertThatThrownBy(tcp::accept).isInstanceOf(SocketTimeoutException.class);
      Assertions.assertThatThrownBy(() -> udp.receive(new DatagramPacket(new byte[9], 9)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void cutsWhatAPageMakesTheBrowserTell() throws Exception {
    var page =
        look(
            "<p>x<script>var s = 'z'.repeat(2e6); console.error(s); console.error(s, [s, s]);"
                + "setTimeout(() => { throw new Error(s) });"
                + "document.body.append(document.createElement('pre').textContent = s)</script>");
    assertThat(kinds(page)).containsOnly(Kind.CONSOLE_ERROR, Kind.UNCAUGHT_ERROR);
    assertThat(page.incidents()).allMatch(each -> each.text().length() <= 2000);
    assertThat(page.view().orElseThrow().text()).hasSizeLessThanOrEqualTo(20_000);
    assertThat(page.view().orElseThrow().dom()).hasSizeLessThanOrEqualTo(200_000);
  }

  private static Page look(String html, String... scripts) throws Exception {
    return browsing.look(Map.of("index.html", html), scripts);
  }

  private static List<Kind> kinds(Page page) {
    return page.incidents().stream().map(Incident::kind).toList();
  }
}
