package io.llmdevops.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class GuardedResolverTest {

  private final List<String> asked = new ArrayList<>();

  @Test
  void asksOnceAndHandsOutWhatItChecked() {
    var resolver = guarded(false, "93.184.215.14", "2606:2800::1");

    assertThat(resolver.resolve("example.com").result())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("93.184.215.14", "2606:2800:0:0:0:0:0:1");
    assertThat(asked).containsExactly("example.com");
  }

  @Test
  void refusesAllAnswersBecauseOfOne() {
    var cause = guarded(false, "93.184.215.14", "8.8.8.8", "10.1.2.3").resolve("x.example").cause();

    assertThat(cause)
        .isInstanceOf(RefusedAddressException.class)
        .hasMessage("one address of x.example, 10.1.2.3 is in 10.0.0.0/8 (Private-Use)");
  }

  @Test
  void judgesEveryLookUpByItself() {
    var answers = new ArrayList<>(List.of(addresses("93.184.215.14"), addresses("127.0.0.1")));
    var resolver =
        new GuardedResolver(
            new AddressGuard(false), name -> Future.succeededFuture(answers.remove(0)));

    assertThat(resolver.resolve("rebinding.example").succeeded()).isTrue();
    assertThat(resolver.resolve("rebinding.example").cause())
        .isInstanceOf(RefusedAddressException.class);
  }

  @Test
  void refusesAHostByItsSpellingWithoutAskingAnybody() {
    var resolver = guarded(false, "8.8.8.8");

    for (var host : List.of("localhost", "127.0.0.1", "[::1]", "0x7f.1", "[fe80::1%25eth0]")) {
      assertThat(resolver.resolve(host).cause()).isInstanceOf(RefusedAddressException.class);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void needsNoResolverForALiteral() {
    var resolver = guarded(true);

    assertThat(resolver.resolve("127.0.0.1").result()).isEqualTo(addresses("127.0.0.1"));
    assertThat(resolver.resolve("[::1]").result()).isEqualTo(addresses("::1"));
    assertThat(asked).isEmpty();
  }

  @Test
  void allowsPrivateAnswersWhereThatIsConfigured() {
    assertThat(guarded(true, "10.0.0.1").resolve("inside.example").result())
        .isEqualTo(addresses("10.0.0.1"));
  }

  @Test
  void takesNoAddressForAnUnknownHost() {
    assertThat(guarded(false).resolve("example.com").cause())
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  @ExtendWith(VertxExtension.class)
  void theSystemKnowsThisMachine(Vertx vertx) throws TimeoutException {
    assertThat(Resolver.system(vertx).resolve("localhost").await(20, TimeUnit.SECONDS))
        .isNotEmpty()
        .allMatch(InetAddress::isLoopbackAddress);
  }

  private GuardedResolver guarded(boolean allowPrivate, String... answers) {
    return new GuardedResolver(
        new AddressGuard(allowPrivate),
        name -> {
          asked.add(name);
          return Future.succeededFuture(addresses(answers));
        });
  }

  private static List<InetAddress> addresses(String... literals) {
    return Stream.of(literals).map(GuardedResolverTest::address).toList();
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
