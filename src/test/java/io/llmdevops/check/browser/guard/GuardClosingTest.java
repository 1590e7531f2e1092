package io.llmdevops.check.browser.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardClosingTest {

  private static final String PUBLIC = "93.184.215.14";

  private final Neighbourhood neighbourhood = new Neighbourhood().knows("public.example", PUBLIC);

  @AfterEach
  void close() throws TimeoutException {
    neighbourhood.close();
  }

  @Test
  void cutsEveryConnectionAndFreesThePort() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      neighbourhood.leads(PUBLIC, server.getLocalPort());
      var guard = neighbourhood.open(Map.of("index.html", "home"));
      try (var idle = new Wire(guard);
          var half = new Wire(guard).write("GET http://public.exa");
          var tunnel =
              new Wire(guard)
                  .send("CONNECT public.example:443 HTTP/1.1", "Host: public.example:443");
          var farOfTunnel = server.accept();
          var asking =
              new Wire(guard).send("GET http://public.example/ HTTP/1.1", "Host: public.example");
          var farOfAsking = server.accept()) {
        assertThat(tunnel.head()).startsWith("HTTP/1.1 200 ");
        assertThat(farOfAsking.getInputStream().read()).isEqualTo('G');

        guard.close().await(5, TimeUnit.SECONDS);

        for (var wire : new Wire[] {idle, half, tunnel, asking}) {
          assertThat(last(wire)).isEmpty();
        }
        farOfTunnel.setSoTimeout(5_000);
        assertThat(farOfTunnel.getInputStream().read()).isEqualTo(-1);
        farOfAsking.setSoTimeout(5_000);
        farOfAsking.getInputStream().readAllBytes();
      }
      assertThat(isServed(guard)).isFalse();
    }
  }

  /** Another process of this machine may have taken the port at once; that one has no such site. */
  private static boolean isServed(Guard guard) {
    var host = URI.create(guard.site()).getHost();
    try {
      return Wire.answer(guard, "GET " + guard.site() + " HTTP/1.1", "Host: " + host)
          .contains("home");
    } catch (IOException nobody) {
      return false;
    }
  }

  private static String last(Wire wire) throws IOException {
    try {
      return wire.rest();
    } catch (SocketException reset) {
      return "";
    }
  }

  @Test
  void stillTellsWhatWasRefused() throws Exception {
    var guard = neighbourhood.open(Map.of("index.html", "home"));
    Wire.status(guard, "CONNECT 10.0.0.1:443 HTTP/1.1", "Host: 10.0.0.1:443");
    guard.close().await(5, TimeUnit.SECONDS);

    assertThat(guard.refusals()).hasSize(1);
  }

  @Test
  void canBeClosedTwice() throws Exception {
    var guard = neighbourhood.open(Map.of());

    guard.close().await(5, TimeUnit.SECONDS);
    guard.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void startsNoLookUpAfterItsEnd() throws Exception {
    var answers = new ArrayList<Promise<List<InetAddress>>>();
    neighbourhood.slowly(answers::add);
    var guard = neighbourhood.open(Map.of());
    var wires = new ArrayList<Wire>();
    for (var i = 0; i < 10; i++) {
      wires.add(
          new Wire(guard)
              .send("CONNECT a" + i + ".example:443 HTTP/1.1", "Host: a" + i + ".example:443"));
    }
    neighbourhood.awaitLookups(4);
    guard.close().await(5, TimeUnit.SECONDS);
    answers.forEach(answer -> answer.fail(new UnknownHostException()));

    for (var wire : wires) {
      assertThat(last(wire)).doesNotContain(" 200 ");
      wire.close();
    }
    assertThat(neighbourhood.lookups).hasSize(4);
  }

  @Test
  void manyStandSideBySide() throws Exception {
    var guards = new ArrayList<Guard>();
    for (var i = 0; i < 50; i++) {
      guards.add(neighbourhood.open(Map.of("index.html", "home " + i)));
    }
    var ports = new HashSet<Integer>();
    for (var i = 0; i < 50; i++) {
      var guard = guards.get(i);
      ports.add(guard.port());
      var host = URI.create(guard.site()).getHost();
      assertThat(
              Wire.answer(
                  guard, "GET " + guard.site() + " HTTP/1.1", "Host: " + host, "Connection: close"))
          .endsWith("home " + i);
      guard.close().await(5, TimeUnit.SECONDS);
    }
    assertThat(ports).hasSize(50);
    assertThat(neighbourhood.vertx.deploymentIDs()).isEmpty();
  }
}
