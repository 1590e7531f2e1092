package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest extends LoadingConfig {

  private static final Map<String, String> CLUSTERED =
      Map.of(
          "CLUSTER", "true",
          "SECRET", "a secret of all nodes",
          "DATABASE_URL", "postgresql://engine:changeme@db.internal/engine",
          "GITHUB_TOKEN", "ghp_0123456789");

  private static Map<String, String> clustered(String name, String value) {
    var variables = new HashMap<>(CLUSTERED);
    variables.put(name, value);
    return variables;
  }

  private static Map<String, String> without(String name) {
    var variables = new HashMap<>(CLUSTERED);
    variables.remove(name);
    return variables;
  }

  @Test
  void aNodeIsAloneUnlessItIsToldOtherwise() throws TimeoutException {
    var config = config(Map.of());
    assertThat(config.cluster()).isEmpty();
    assertThat(config.store().postgres()).isEmpty();
    assertThat(config.llm().clusterConcurrency()).isEmpty();
  }

  @Test
  void theUsualPlacesAreThoseOfTheDesign() throws TimeoutException {
    assertThat(config(CLUSTERED).cluster())
        .contains(new ClusterConfig("127.0.0.1", 5701, 5702, List.of(), Optional.empty()));
  }

  @Test
  void readsWhereTheOthersAre() throws Exception {
    var variables = clustered("CLUSTER_MEMBERS", "10.0.0.1:5801, node-2.internal ,[fd00::3]:5701");
    variables.put("CLUSTER_HOST", "[fd00::1]");
    variables.put("CLUSTER_PORT", "5801");
    variables.put("CLUSTER_BUS_PORT", "0");
    file("hazelcast.yaml", "hazelcast: {}\n");
    variables.put("CLUSTER_CONFIG", directory.resolve("hazelcast.yaml").toString());
    assertThat(config(variables).cluster())
        .contains(
            new ClusterConfig(
                "fd00::1",
                5801,
                0,
                List.of("10.0.0.1:5801", "node-2.internal:5801", "[fd00::3]:5701"),
                Optional.of(directory.resolve("hazelcast.yaml"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SECRET | SECRET: must be set where CLUSTER is true, to the same at every node",
        "DATABASE_URL | DATABASE_URL: must be set where CLUSTER is true: SQLite belongs to one"
            + " machine",
        "GITHUB_TOKEN | GITHUB_TOKEN: must be set where CLUSTER is true and ROLES has github:"
            + " local hosting belongs to one machine",
      })
  void aClusteredNodeNeedsWhatAllNodesShare(String missing, String fault) {
    assertThat(faults(without(missing))).containsExactly(fault);
  }

  @Test
  void aNodeThatDoesNotPublishNeedsNoToken() throws TimeoutException {
    var variables = without("GITHUB_TOKEN");
    variables.put("ROLES", "intake,notification");
    assertThat(config(variables).cluster()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "[::]", "0", "0:0:0:0:0:0:0:0", "::0", "::ffff:0.0.0.0"})
  void aHostThatIsEveryAddressIsRefused(String host) {
    assertThat(faults(clustered("CLUSTER_HOST", host)))
        .containsExactly(
            "CLUSTER_HOST (environment): must be one address of this machine, on a private"
                + " network: this one is all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "10.0.0.1:5701", "http://10.0.0.1", "a b", "10.0.0.1/8"})
  void aHostIsANameOrAnAddress(String host) {
    assertThat(faults(clustered("CLUSTER_HOST", host)))
        .containsExactly(
            "CLUSTER_HOST (environment): must be the name or the address of this machine, without"
                + " a port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a,,b", "a:70000", "a:0", "fd00::3:5701", "http://a:1"})
  void membersAreHostsWithPorts(String members) {
    assertThat(faults(clustered("CLUSTER_MEMBERS", members)))
        .containsExactly("CLUSTER_MEMBERS (environment): must be a list, by commas, of host:port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere.xml", "pom.xml/nothing.yaml", "README.md"})
  void aConfigurationOfHazelcastIsAFileOfAKnownKind(String file) {
    assertThat(faults(clustered("CLUSTER_CONFIG", file)))
        .containsExactly(
            "CLUSTER_CONFIG (environment): must be a configuration of Hazelcast that can be read:"
                + " a file .xml, .yaml or .yml");
  }

  @Test
  void thePortsOfTheClusterAreNobodyElses() {
    assertThat(faults(clustered("CLUSTER_PORT", "8080")))
        .containsExactly("CLUSTER_PORT (environment): must not be that of PORT");
    assertThat(faults(clustered("CLUSTER_BUS_PORT", "5701")))
        .containsExactly("CLUSTER_BUS_PORT (environment): must not be that of CLUSTER_PORT");
  }

  @Test
  void readsHowMuchOfEachPartThereIs() throws TimeoutException {
    var stages =
        config(
                Map.of(
                    "LLM_INSTANCES", "2",
                    "LLM_TASKS", "50",
                    "CHECK_TASKS", "3",
                    "PUBLISH_TASKS", "4",
                    "LIVE_TASKS", "5",
                    "NOTIFICATION_TASKS", "6"))
            .pipeline()
            .stages();
    assertThat(stages.instances(Role.LLM)).isEqualTo(2);
    assertThat(stages.instances(Role.INTAKE)).isEqualTo(1);
    assertThat(stages.tasks()).isEqualTo(new StagesConfig.Tasks(OptionalInt.of(50), 3, 4, 5, 6));
  }

  @Test
  void aPartThatRunsAtAllRunsAtLeastOnce() {
    assertThat(faults(Map.of("CHECK_INSTANCES", "0", "LLM_TASKS", "0")))
        .containsExactlyInAnyOrder(
            "CHECK_INSTANCES (environment): must be a whole number from 1 to 64",
            "LLM_TASKS (environment): must be a whole number from 1 to 100000");
  }

  @Test
  void readsHowManyCallsOfModelsAllNodesMayMake() throws TimeoutException {
    assertThat(config(Map.of("LLM_CLUSTER_CONCURRENCY", "12")).llm().clusterConcurrency())
        .hasValue(12);
  }
}
