package io.llmdevops.check.browser.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.guard.Guard.Refusal;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The neighbourhood fails whatever connection is tried in spite of these. */
class RefusalsTest {

  private static final String FORBIDDEN = "HTTP/1.1 403 Forbidden";

  private final Neighbourhood neighbourhood =
      new Neighbourhood()
          .knows("inside.example", "10.0.0.1")
          .knows("mixed.example", "93.184.215.14", "2606:2800::1", "192.168.1.1")
          .knows("mine.example", "93.184.215.77")
          .knows("through-nat64.example", "64:ff9b::5db8:d74d")
          .knows("named.example", "93.184.215.99")
          .knows("public.example", "93.184.215.14");
  private Guard guard;

  @BeforeEach
  void open() throws TimeoutException {
    guard = neighbourhood.open(Map.of("index.html", "<h1>home</h1>"));
  }

  @AfterEach
  void close() throws TimeoutException {
    neighbourhood.close();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.0/8 (Loopback)",
    "10.1.2.3, 10.0.0.0/8",
    "192.168.0.1, 192.168.0.0/16",
    "169.254.169.254, 169.254.0.0/16 (Link Local)",
    "0.0.0.0, 0.0.0.0/32",
    "224.0.0.251, 224.0.0.0/4",
    "255.255.255.255, 255.255.255.255/32",
    "[::1], 0.0.0.1",
    "[::ffff:127.0.0.1], 127.0.0.0/8",
    "[::ffff:7f00:1], 127.0.0.0/8",
    "[64:ff9b::7f00:1], 127.0.0.0/8",
    "[fe80::1], fe80::/10",
    "[fd00::1], fc00::/7",
    "[ff02::fb], ff00::/8",
    "localhost, this machine",
    "LOCALHOST, this machine",
    "localhost., this machine",
    "other.localhost, this machine",
    "2130706433, neither a name",
    "0x7f.1, neither a name",
    "0177.0.0.1, neither a name",
    "127.1, neither a name",
    "127.0.0.1., neither a name",
    "inside.example, one address of inside.example",
    "mixed.example, 'one address of mixed.example, 192.168.1.1'",
    "mine.example, 93.184.215.77 is an address of this machine",
    "93.184.215.77, 93.184.215.77 is an address of this machine",
    "through-nat64.example, is an address of this machine",
    "named.example, 93.184.215.99 is an address of this machine",
    "engine.example, engine.example is this engine itself",
    "ENGINE.example., engine.example is this engine itself",
    "unknown.example, the name is not known",
    "metadata.google.internal, the name is not known"
  })
  void refusesWhatIsNotPublic(String host, String why) throws Exception {
    var http =
        Wire.status(guard, "GET http://" + host + ":8080/x HTTP/1.1", "Host: " + host + ":8080");
    var https = Wire.status(guard, "CONNECT " + host + ":443 HTTP/1.1", "Host: " + host + ":443");

    assertThat(http).isEqualTo(FORBIDDEN);
    assertThat(https).isEqualTo(FORBIDDEN);
    var lower = host.toLowerCase(Locale.ROOT);
    assertThat(guard.refusals())
        .extracting(Refusal::target)
        .containsExactly(lower + ":8080", lower + ":443");
    assertThat(guard.refusals()).allSatisfy(refusal -> assertThat(refusal.why()).contains(why));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 22, 25, 110, 143, 445, 587, 1023})
  void refusesPortsOfOtherServices(int port) throws Exception {
    assertThat(connect("public.example:" + port)).isEqualTo(FORBIDDEN);
    assertThat(guard.refusals())
        .containsExactly(
            new Refusal("public.example:" + port, "port " + port + " is no port of the web"));
    assertThat(neighbourhood.lookups).isEmpty();
  }

  @Test
  void servesItsSiteByPlainHttpOnly() throws Exception {
    var host = URI.create(guard.site()).getHost();

    for (var port : new int[] {80, 443, 8080}) {
      assertThat(connect(host + ":" + port)).isEqualTo(FORBIDDEN);
    }
    assertThat(
            Wire.status(guard, "GET http://" + host + ":8080/ HTTP/1.1", "Host: " + host + ":8080"))
        .isEqualTo(FORBIDDEN);
    assertThat(guard.refusals()).hasSize(3);
    assertThat(guard.refusals())
        .allSatisfy(one -> assertThat(one.why()).contains("no TLS and no WebSockets"));
  }

  @Test
  void servesNoOtherGuardsSite() throws Exception {
    var other = neighbourhood.open(Map.of("index.html", "secret"));
    var host = URI.create(other.site()).getHost();

    assertThat(Wire.status(guard, "GET " + other.site() + " HTTP/1.1", "Host: " + host))
        .isEqualTo(FORBIDDEN);
    assertThat(connect("127.0.0.1:" + other.port())).isEqualTo(FORBIDDEN);
    assertThat(connect("127.0.0.1:" + guard.port())).isEqualTo(FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1", "POST /my-site/ HTTP/1.1", "OPTIONS * HTTP/1.1"})
  void isNoServer(String line) throws Exception {
    assertThat(Wire.status(guard, line, "Host: 127.0.0.1:" + guard.port()))
        .isEqualTo("HTTP/1.1 421 Misdirected Request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET https://public.example/ HTTP/1.1",
        "GET ftp://public.example/ HTTP/1.1",
        "GET ws://public.example/ HTTP/1.1",
        "GET file:///etc/passwd HTTP/1.1",
        "GET public.example HTTP/1.1",
        "GET http:///x HTTP/1.1",
        "GET http://user:password@public.example/ HTTP/1.1",
        "GET http://public.example\\@127.0.0.1/ HTTP/1.1",
        "GET http://public.example:0/ HTTP/1.1",
        "GET http://public.example:65536/ HTTP/1.1",
        "GET http://public.example:80:80/ HTTP/1.1",
        "GET http://public.example#@127.0.0.1/ HTTP/1.1",
        "GET http://[fe80::1%25eth0]/ HTTP/1.1",
        "GET http://püblic.example/ HTTP/1.1",
        "CONNECT public.example HTTP/1.1",
        "CONNECT public.example: HTTP/1.1",
        "CONNECT http://public.example/ HTTP/1.1",
        "CONNECT /public.example:443 HTTP/1.1",
        "CONNECT-UDP http://public.example:443/ HTTP/1.1",
        "TRACE http://public.example/ HTTP/1.1",
        "GET http://public.example/ HTTP/1.0",
        "GET http://public.example/ HTTP/2.0"
      })
  void refusesWhatNoBrowserAsksFor(String line) throws Exception {
    assertThat(Wire.status(guard, line, "Host: public.example"))
        .matches("HTTP/[12]\\.[01] (400 Bad Request|403 Forbidden|421 .*|5.. .*)");
    assertThat(neighbourhood.lookups).isEmpty();
  }

  static Stream<List<String>> smuggled() {
    var get = "GET http://public.example/ HTTP/1.1";
    return Stream.of(
        List.of(get, "Host: other.example"),
        List.of(get),
        List.of(get, "Host: public.example", "Host: other.example"),
        List.of(get, "Host: public.example", "Host: public.example"),
        List.of(get, "Host: public.example:81"),
        List.of(get, "Host: public.example, other.example"),
        List.of(get, "Host: public.example", "Content-Length: 1", "Content-Length: 2"),
        List.of(get, "Host: public.example", "Content-Length: -1"),
        List.of(get, "Host: public.example", "Content-Length: 1, 2"),
        List.of(get, "Host : public.example"),
        List.of(get, "Host: public.example", "Transfer-Encoding : chunked"),
        List.of("CONNECT public.example:443 HTTP/1.1", "Host: 127.0.0.1:443"),
        List.of("CONNECT public.example:443 HTTP/1.1", "Host: public.example:80"));
  }

  @ParameterizedTest
  @MethodSource("smuggled")
  void refusesRequestsThatCanBeReadInTwoWays(List<String> lines) throws Exception {
    assertThat(Wire.status(guard, lines.toArray(String[]::new))).startsWith("HTTP/1.1 400 ");
    assertThat(neighbourhood.lookups).isEmpty();
  }

  @Test
  void lookUpsOfTheBrowsersOwnAreNobodysFault() throws Exception {
    assertThat(connect("content-autofill.googleapis.com:443")).isEqualTo(FORBIDDEN);
    assertThat(guard.refusals()).isEmpty();
    assertThat(neighbourhood.lookups).isEmpty();
  }

  @Test
  void saysNothingButItsStatus() throws Exception {
    var answer = Wire.answer(guard, "GET http://inside.example/ HTTP/1.1", "Host: inside.example");

    assertThat(answer).isEqualTo(FORBIDDEN + "\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  }

  @Test
  void refusesAllOtherSitesWhereTheyAreSwitchedOff() throws Exception {
    var alone = neighbourhood.withoutThirdParties().open(Map.of("index.html", "home"));

    assertThat(
            Wire.status(alone, "CONNECT public.example:443 HTTP/1.1", "Host: public.example:443"))
        .isEqualTo(FORBIDDEN);
    assertThat(alone.refusals())
        .containsExactly(new Refusal("public.example:443", "other sites are switched off here"));
    assertThat(
            Wire.status(
                alone,
                "GET " + alone.site() + " HTTP/1.1",
                "Host: " + URI.create(alone.site()).getHost()))
        .isEqualTo("HTTP/1.1 200 OK");
    assertThat(neighbourhood.lookups).isEmpty();
  }

  @Test
  void looksUpANameForEveryConnectionAndJudgesEveryAnswer() throws Exception {
    connect("inside.example:443");
    connect("inside.example:443");

    assertThat(neighbourhood.lookups).containsExactly("inside.example", "inside.example");
    assertThat(guard.refusals()).hasSize(1);
  }

  @Test
  void survivesAFlood() throws Exception {
    var guard = neighbourhood.open(Map.of("index.html", "home"));
    for (var i = 0; i < 1_000; i++) {
      assertThat(connect("10.0." + i / 250 + "." + i % 250 + ":443")).isEqualTo(FORBIDDEN);
    }
    for (var i = 0; i < 300; i++) {
      assertThat(connect("unknown-" + i + ".example:443")).isEqualTo(FORBIDDEN);
    }

    assertThat(guard.refusals()).isEmpty();
    assertThat(this.guard.refusals()).hasSize(100).doesNotHaveDuplicates();
    assertThat(neighbourhood.lookups).hasSize(256);
  }

  private String connect(String target) throws IOException {
    return Wire.status(guard, "CONNECT " + target + " HTTP/1.1", "Host: " + target);
  }
}
