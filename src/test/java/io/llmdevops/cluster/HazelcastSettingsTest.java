package io.llmdevops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import io.llmdevops.config.ClusterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HazelcastSettingsTest {

  private static final List<String> MEMBERS = List.of("10.0.0.1:5701", "10.0.0.2:5701");

  @TempDir private Path folder;

  private static ClusterConfig at(String host) {
    return new ClusterConfig(host, 5801, 5802, MEMBERS, Optional.empty());
  }

  private ClusterConfig by(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    return new ClusterConfig("127.0.0.1", 5801, 5802, MEMBERS, Optional.of(file));
  }

  @Test
  void membersAreThoseOfTheListAndNobodyIsLookedFor() {
    var join = HazelcastSettings.of(at("127.0.0.1")).getNetworkConfig().getJoin();
    assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
    assertThat(join.getTcpIpConfig().getMembers()).isEqualTo(MEMBERS);
    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
  }

  @Test
  void bindsOneAddressAndOnePort() {
    var config = HazelcastSettings.of(at("127.0.0.1"));
    assertThat(config.getNetworkConfig().getPort()).isEqualTo(5801);
    assertThat(config.getNetworkConfig().isPortAutoIncrement()).isFalse();
    assertThat(config.getProperty("hazelcast.local.localAddress")).isEqualTo("127.0.0.1");
    assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.socket.server.bind.any")).isEqualTo("false");
  }

  @Test
  void phonesNobodyAndLogsByOurs() {
    var config = HazelcastSettings.of(at("127.0.0.1"));
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.logging.type")).isEqualTo("slf4j");
  }

  @Test
  void aHostOfSixthVersionIsBoundAsSuch() {
    var config = HazelcastSettings.of(at("::1"));
    assertThat(config.getProperty("hazelcast.prefer.ipv4.stack")).isEqualTo("false");
  }

  @Test
  void anOperatorsOwnConfigurationHoldsInstead() throws IOException {
    var yaml = "hazelcast:\n  cluster-name: mine\n  network:\n    port:\n      port: 6000\n";
    var config = HazelcastSettings.of(by("mine.yaml", yaml));
    assertThat(config.getClusterName()).isEqualTo("mine");
    assertThat(config.getNetworkConfig().getPort()).isEqualTo(6000);
    assertThat(config.getProperty("hazelcast.local.localAddress")).isNull();
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getMultiMapConfig("__vertx.subs").getValueCollectionType())
        .isEqualTo(ValueCollectionType.SET);
  }

  @Test
  void anOperatorsOwnConfigurationMayBeXml() throws IOException {
    var xml =
        "<hazelcast xmlns=\"http://www.hazelcast.com/schema/config\">"
            + "<cluster-name>mine</cluster-name><properties>"
            + "<property name=\"hazelcast.phone.home.enabled\">true</property>"
            + "</properties></hazelcast>";
    var config = HazelcastSettings.of(by("mine.xml", xml));
    assertThat(config.getClusterName()).isEqualTo("mine");
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"broken.yaml", "broken.xml"})
  void aConfigurationThatHazelcastCannotUseIsNamed(String name) throws IOException {
    var cluster = by(name, "hazelcast: [no: such\n");
    assertThatThrownBy(() -> HazelcastSettings.of(cluster))
        .isInstanceOf(CannotJoinException.class)
        .hasMessageContaining("CLUSTER_CONFIG")
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "broken.yaml | hazelcast:#  network:#    ssl:#      keyStorePassword: hush: hush# |"
            + " line 4, column 29",
        "wrong.yaml | hazelcast:#  network:#    port: hush# | #/hazelcast/network/port",
        "broken.xml | <hazelcast>#<license-key>hush</license># | lineNumber: 2; columnNumber: 20"
      })
  void tellsWhereAFaultIsAndNothingOfWhatStandsThere(String name, String text, String place)
      throws IOException {
    var cluster = by(name, text.replace('#', '\n'));
    assertThatThrownBy(() -> HazelcastSettings.of(cluster))
        .hasMessageEndingWith("(" + place + ")")
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }

  @Test
  void aHostWithoutAnAddressIsNamed() {
    assertNamed(at("nowhere.invalid"));
  }

  @Test
  void aHostWithoutAnAddressIsNamedWithAnOperatorsOwnConfigurationToo() throws IOException {
    var mine = by("mine.yaml", "hazelcast:\n  cluster-name: mine\n").configuration();
    assertNamed(new ClusterConfig("nowhere.invalid", 5801, 5802, MEMBERS, mine));
  }

  private static void assertNamed(ClusterConfig cluster) {
    assertThatThrownBy(() -> HazelcastSettings.of(cluster))
        .isInstanceOf(CannotJoinException.class)
        .hasMessage("CLUSTER_HOST: there is no address of nowhere.invalid");
  }
}
