package io.llmdevops.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  private final AddressGuard guard = new AddressGuard(false);
  private final AddressGuard lenient = new AddressGuard(true);

  /** The ranges as RFC text and registry write them: first, last, and the neighbours outside. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0.0.0.0, 0.255.255.255, -, 1.0.0.0",
        "10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
        "100.64.0.0, 100.127.255.255, 100.63.255.255, 100.128.0.0",
        "127.0.0.0, 127.255.255.255, 126.255.255.255, 128.0.0.0",
        "169.254.0.0, 169.254.255.255, 169.253.255.255, 169.255.0.0",
        "172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0",
        "192.0.0.0, 192.0.0.7, 191.255.255.255, -",
        "192.0.0.8, 192.0.0.8, -, 192.0.0.9",
        "192.0.0.11, 192.0.0.169, 192.0.0.10, -",
        "192.0.0.170, 192.0.0.171, -, -",
        "192.0.0.172, 192.0.0.255, -, 192.0.1.0",
        "192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
        "192.88.99.0, 192.88.99.255, 192.88.98.255, 192.88.100.0",
        "192.88.99.2, 192.88.99.2, -, -",
        "192.168.0.0, 192.168.255.255, 192.167.255.255, 192.169.0.0",
        "198.18.0.0, 198.19.255.255, 198.17.255.255, 198.20.0.0",
        "198.51.100.0, 198.51.100.255, 198.51.99.255, 198.51.101.0",
        "203.0.113.0, 203.0.113.255, 203.0.112.255, 203.0.114.0",
        "224.0.0.0, 239.255.255.255, 223.255.255.255, -",
        "240.0.0.0, 255.255.255.254, -, -",
        "255.255.255.255, 255.255.255.255, -, -",
        "::, ::, -, -",
        "::1, ::1, -, -",
        "::2, ::ffff:ffff, -, ::1:0:0",
        "64:ff9b:1::, 64:ff9b:1:ffff:ffff:ffff:ffff:ffff, "
            + "64:ff9b:0:ffff:ffff:ffff:ffff:ffff, 64:ff9b:2::",
        "100::, 100::ffff:ffff:ffff:ffff, ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
        "100:0:0:1::, 100:0:0:1:ffff:ffff:ffff:ffff, -, 100:0:0:2::",
        "2001::, 2001:0:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
        "2001:1::, 2001:1::, -, 2001:1::1",
        "2001:1::4, 2001:1:ffff:ffff:ffff:ffff:ffff:ffff, 2001:1::3, -",
        "2001:2::, 2001:2:0:ffff:ffff:ffff:ffff:ffff, -, -",
        "2001:2:1::, 2001:2:ffff:ffff:ffff:ffff:ffff:ffff, -, 2001:3::",
        "2001:4::, 2001:4:111:ffff:ffff:ffff:ffff:ffff, "
            + "2001:3:ffff:ffff:ffff:ffff:ffff:ffff, 2001:4:112::",
        "2001:4:113::, 2001:f:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "2001:4:112:ffff:ffff:ffff:ffff:ffff, -",
        "2001:10::, 2001:1f:ffff:ffff:ffff:ffff:ffff:ffff, -, 2001:20::",
        "2001:40::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::",
        "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
        "2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2003::",
        "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:1000::",
        "5f00::, 5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 5f01::",
        "fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, fe00::",
        "fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, "
            + "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
        "fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -, -",
        "ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -, -",
      })
  void refusesARangeFromItsFirstToItsLastAddressAndNoFurther(
      String first, String last, String before, String after) throws UnknownHostException {
    assertThat(guard.refusal(InetAddress.getByName(first))).as(first).isPresent();
    assertThat(guard.refusal(InetAddress.getByName(last))).as(last).isPresent();
    assertThat(guard.refusal(bracketed(first))).as(first).isPresent();
    assertThat(guard.refusal(bracketed(last))).as(last).isPresent();
    for (var outside : Stream.of(before, after).flatMap(Stream::ofNullable).toList()) {
      assertThat(guard.refusal(InetAddress.getByName(outside))).as(outside).isEmpty();
      assertThat(guard.refusal(bracketed(outside))).as(outside).isEmpty();
    }
  }

  static Stream<AddressRange> everyRange() {
    return Stream.of(SpecialRanges.IPV4, SpecialRanges.IPV6, SpecialRanges.OTHERS)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("everyRange")
  void judgesFirstAndLastAddressOfEveryRegisteredRange(AddressRange range) {
    for (var address : List.of(range.network(), last(range))) {
      var narrowest = SpecialRanges.refusing(address);
      if (range.global()) {
        assertThat(narrowest).isEmpty();
      } else {
        assertThat(narrowest).isPresent();
        assertThat(narrowest.orElseThrow().prefix()).isGreaterThanOrEqualTo(range.prefix());
      }
    }
  }

  @Test
  void holdsBothRegistriesInFull() {
    assertThat(SpecialRanges.IPV4).hasSize(26);
    assertThat(SpecialRanges.IPV6).hasSize(25);
    assertThat(everyRange().filter(AddressRange::global)).hasSize(14);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.0.9",
        "192.0.0.10",
        "192.31.196.0",
        "192.31.196.255",
        "192.52.193.0",
        "192.52.193.255",
        "192.175.48.0",
        "192.175.48.255",
        "8.8.8.8",
        "2001:1::1",
        "2001:1::2",
        "2001:1::3",
        "2001:3::",
        "2001:3:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:4:112::",
        "2001:4:112:ffff:ffff:ffff:ffff:ffff",
        "2001:20::",
        "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:30::",
        "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff",
        "2620:4f:8000::",
        "2620:4f:8000:ffff:ffff:ffff:ffff:ffff",
        "2606:4700:4700::1111"
      })
  void allowsWhatIsGloballyReachable(String address) throws UnknownHostException {
    assertThat(guard.refusal(InetAddress.getByName(address))).isEmpty();
    assertThat(guard.refusal(bracketed(address))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "::127.0.0.1, 127.0.0.0/8",
    "::ffff:127.0.0.1, 127.0.0.0/8",
    "::ffff:a9fe:a9fe, 169.254.0.0/16",
    "::ffff:8.8.8.8, ::ffff:0:0/96",
    "::ffff:0:10.0.0.1, 10.0.0.0/8",
    "64:ff9b::127.0.0.1, 127.0.0.0/8",
    "64:ff9b::c0a8:101, 192.168.0.0/16",
    "64:ff9b::ffff:ffff, 255.255.255.255/32",
    "64:ff9b:1::8.8.8.8, 64:ff9b:1::/48",
    "2002:7f00:1::1, 127.0.0.0/8",
    "2002:a00:1::, 10.0.0.0/8",
    "2002:808:808::1, 2002::/16",
    "2001:0:7f00:1::f7f7:f7f7, 127.0.0.0/8",
    "2001:0:808:808::80ff:fffe, 127.0.0.0/8",
    "2001:0:808:808::f7f7:f7f7, 2001::/32"
  })
  void judgesAnIpv4AddressInsideAnIpv6Address(String address, String range) {
    assertThat(guard.refusal("[" + address + "]").orElseThrow()).contains(range + " (");
  }

  @Test
  void allowsNat64OfAPublicAddress() {
    assertThat(guard.refusal("[64:ff9b::8.8.8.8]")).isEmpty();
  }

  @Test
  void judgesAMappedAddressHoweverItWasMade() throws UnknownHostException {
    var bytes = new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
    var folded = InetAddress.getByAddress(bytes);
    var kept = Inet6Address.getByAddress("made-up", bytes, -1);

    assertThat(folded).isInstanceOf(Inet4Address.class);
    assertThat(kept).isInstanceOf(Inet6Address.class);
    assertThat(guard.refusal(folded).orElseThrow()).contains("10.0.0.0/8");
    assertThat(guard.refusal(kept).orElseThrow()).contains("10.0.0.0/8");
  }

  @Test
  void namesAddressAndRange() {
    assertThat(guard.refusal("192.168.7.9"))
        .isEqualTo(Optional.of("192.168.7.9 is in 192.168.0.0/16 (Private-Use)"));
    assertThat(guard.refusal("[2001:db8::7]"))
        .isEqualTo(Optional.of("2001:db8::7 is in 2001:db8::/32 (Documentation)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "localhost.",
        "engine.localhost",
        "a.b.localhost.",
        "127.0.0.1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:ffff:7f00:0001]"
      })
  void refusesThisMachineByEveryName(String host) {
    assertThat(guard.refusal(host)).isPresent();
    assertThat(lenient.refusal(host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.com", "example.com.", "notlocalhost", "localhost.example", "10.example"})
  void leavesOtherNamesToBeResolved(String host) {
    assertThat(guard.refusal(host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0X7F.1",
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "127.0.0.01",
        "017700000001",
        "127.0.0.1.",
        "127.0.0.256",
        "1.2.3.4.5",
        "0x",
        "example.1",
        "example.0x1f",
        "１２７.0.0.1",
        "１２７。０。０。１",
        "127｡0｡0｡1",
        "①②⑦.0.0.1",
        "١٢٧.٠.٠.١",
        "२१३०७०६४३३",
        "127.0.0.1\u00ad",
        "127.0.0.1%00",
        "%31%32%37.0.0.1",
        "::1",
        "[::1",
        "[]",
        "[127.0.0.1]",
        "[fe80::1%25eth0]",
        "[fe80::1%eth0]",
        "[::1]%",
        "[v1.fe80::a]",
        "[12345::]",
        ""
      })
  void callsOtherSpellingsOfAddressesMalformed(String host) {
    assertThat(LiteralHost.isMalformed(host)).isTrue();
    assertThat(guard.refusal(host)).isPresent();
    assertThat(lenient.refusal(host)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "255.255.255.255",
        "0.0.0.0",
        "[::1]",
        "[2001:DB8::1]",
        "[::ffff:1.2.3.4]",
        "example.com",
        "example.com.",
        "1.example.com",
        "1password",
        "0xy",
        "my_host",
        "bücher.example",
        "пример.испытание"
      })
  void callsPlainSpellingsWellFormed(String host) {
    assertThat(LiteralHost.isMalformed(host)).isFalse();
  }

  @Test
  void allowsPrivateAddressesWhereThatIsConfigured() {
    assertThat(everyRange())
        .allSatisfy(
            range ->
                assertThat(lenient.refusal(InetAddress.getByAddress(range.network()))).isEmpty());
  }

  private static String bracketed(String address) {
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }

  private static byte[] last(AddressRange range) {
    var bits = range.network().length * Byte.SIZE;
    var hosts = BigInteger.ONE.shiftLeft(bits - range.prefix()).subtract(BigInteger.ONE);
    var last = new BigInteger(1, range.network()).or(hosts).toByteArray();
    var padded = new byte[range.network().length + last.length];
    System.arraycopy(last, 0, padded, range.network().length, last.length);
    return Arrays.copyOfRange(padded, last.length, padded.length);
  }
}
