package io.llmdevops.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.ClusterConfig;
import io.llmdevops.config.Role;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine can be started with what the recipes set, and each node fits the others. */
class NodesTest {

  private static final String SECRETS = "/run/secrets/";

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.llmdevops.deployment.Node#all")
  void everyVariableIsASetting(Node node) throws IOException {
    var settings = new JsonObject(Files.readString(Path.of("conf/config.json"))).fieldNames();

    assertThat(node.variables().keySet())
        .filteredOn(name -> !name.equals("LANG"))
        .allSatisfy(
            name ->
                assertThat(settings)
                    .contains(name.replaceFirst("_FILE$", "").toLowerCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @MethodSource("io.llmdevops.deployment.Node#all")
  void isConfiguredAsTheEngineWantsIt(Node node) {
    assertThat(node.config(folder).store().dataDir()).isEqualTo(Path.of("/data"));
  }

  @Test
  void theNodeAloneHasAllRolesAndItsOwnDatabase() {
    var config = Node.alone().config(folder);

    assertThat(config.roles()).containsExactlyInAnyOrder(Role.values());
    assertThat(config.store().postgres()).isEmpty();
    assertThat(config.cluster()).isEmpty();
  }

  @Test
  void anyOfThreeNodesMayDie() {
    for (var role : Role.values()) {
      var nodes = 0;
      for (var node : Node.three()) {
        nodes += node.config(folder).roles().contains(role) ? 1 : 0;
      }
      assertThat(nodes).as(role.name()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void threeNodesKnowEachOthersAddresses() throws IOException {
    var nodes = Node.three().stream().map(this::cluster).toList();
    var services = Recipes.compose("compose.cluster.yaml").getJsonObject("services");

    assertThat(nodes)
        .extracting(node -> node.host() + ":" + node.port())
        .containsExactlyInAnyOrderElementsOf(nodes.get(0).members())
        .hasSize(3);
    for (var node : Node.three()) {
      assertThat(node.variables())
          .containsEntry("CLUSTER_HOST", address(services.getJsonObject(node.name())));
    }
  }

  private ClusterConfig cluster(Node node) {
    return node.config(folder).cluster().orElseThrow();
  }

  private static String address(JsonObject service) {
    return service.getJsonObject("networks").getJsonObject("cluster").getString("ipv4_address");
  }

  @Test
  void podsKnowTheNamesThatKubernetesGivesThem() {
    var set = Recipes.object("StatefulSet", "engine").getJsonObject("spec");
    var names = set.getString("serviceName");
    var service = Recipes.object("Service", names).getJsonObject("spec");

    assertThat(cluster(Node.pod()).members())
        .isEqualTo(
            IntStream.range(0, set.getInteger("replicas"))
                .mapToObj(pod -> "engine-" + pod + "." + names + ":" + cluster(Node.pod()).port())
                .toList());
    assertThat(service.getString("clusterIP")).isEqualTo("None");
    assertThat(service.getBoolean("publishNotReadyAddresses")).isTrue();
    assertThat(service.getJsonObject("selector"))
        .isEqualTo(set.getJsonObject("selector").getJsonObject("matchLabels"));
  }

  @Test
  void noSecretStandsInARecipe() {
    assertThat(List.of("SECRET", "READ_TOKEN", "DATABASE_URL", "GITHUB_TOKEN", "OPENAI_API_KEY"))
        .allSatisfy(
            name -> assertThat(Node.all()).noneMatch(node -> node.variables().containsKey(name)));
  }

  @Test
  void everySecretsFileIsHandedToItsContainer() {
    var compose = Recipes.compose("compose.cluster.yaml");
    for (var node : Node.three()) {
      var given = compose.getJsonObject("services").getJsonObject(node.name());
      assertThat(files(node))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(given.getJsonArray("secrets")).contains(name))
          .allSatisfy(
              name -> assertThat(compose.getJsonObject("secrets").fieldNames()).contains(name));
    }
    var secret = Recipes.object("Secret", "engine").getJsonObject("stringData");
    assertThat(files(Node.pod()))
        .isNotEmpty()
        .allMatch(name -> secret.containsKey(name.replaceFirst("^engine/", "")));
  }

  private static List<String> files(Node node) {
    return node.variables().entrySet().stream()
        .filter(each -> each.getKey().endsWith("_FILE"))
        .map(Map.Entry::getValue)
        .map(path -> Optional.of(path).filter(p -> p.startsWith(SECRETS)).orElseThrow())
        .map(path -> path.substring(SECRETS.length()))
        .toList();
  }
}
