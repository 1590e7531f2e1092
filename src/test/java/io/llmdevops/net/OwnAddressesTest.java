package io.llmdevops.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAddressesTest {

  private final OwnAddresses own =
      OwnAddresses.of(List.of(address("93.184.215.14"), address("2606:2800::1")))
          .and(List.of("engine.example", "93.184.215.15", "[2606:2800::2]", "2606:2800::3"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "93.184.215.14",
        "93.184.215.15",
        "2606:2800::1",
        "2606:2800::2",
        "64:ff9b::5db8:d70e",
        "2002:5db8:d70f::1"
      })
  void refusesThemHoweverTheyAreWritten(String text) {
    assertThat(own.refusal(address(text)).orElseThrow()).endsWith(" is an address of this machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.215.16", "2606:2800::4", "64:ff9b::5db8:d710"})
  void leavesOthersAlone(String text) {
    assertThat(own.refusal(address(text))).isEmpty();
  }

  @Test
  void passesOverTheInterfaceThatAnAddressWasReadFrom() throws Exception {
    var scoped = Inet6Address.getByAddress(null, address("2606:2800::1").getAddress(), 1);

    assertThat(own.refusal(scoped)).isPresent();
    assertThat(OwnAddresses.of(List.of(scoped)).refusal(address("2606:2800::1"))).isPresent();
  }

  @Test
  void knowsThoseOfThisMachine() throws Exception {
    var machine = OwnAddresses.ofThisMachine();

    assertThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
        .isNotEmpty()
        .allMatch(address -> machine.refusal(address).isPresent());
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
