package io.llmdevops.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.Main;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the recipes promise of a container: who it runs as, its ports, its end, its health. */
class ContainersTest {

  private static final String OURS = "llm-devops-engine:";
  private static final Pattern TAGGED = Pattern.compile("[a-z0-9./-]+:(?!latest)[A-Za-z0-9_.-]+");

  /** {@code ServeCommand} lets a start finish, and then takes so long at most. */
  private static final int SECONDS_TO_END = 20;

  private final Image image = new Image();
  @TempDir Path folder;

  private static Stream<JsonObject> services(String file) {
    return Recipes.compose(file).getJsonObject("services").stream()
        .map(entry -> (JsonObject) entry.getValue());
  }

  private static List<JsonObject> engines() {
    return Stream.of("compose.yaml", "compose.cluster.yaml")
        .flatMap(ContainersTest::services)
        .filter(service -> service.getString("image").startsWith(OURS))
        .toList();
  }

  @Test
  void everyImageHasATagThatSaysWhichItIs() {
    var named =
        Stream.of(
                image.all("FROM").stream().map(from -> from.split(" ")[0]),
                Stream.of("compose.yaml", "compose.cluster.yaml")
                    .flatMap(ContainersTest::services)
                    .map(service -> service.getString("image")),
                Stream.of(Recipes.container().getString("image")))
            .flatMap(names -> names)
            .toList();

    assertThat(named).hasSize(8).allMatch(TAGGED.asMatchPredicate());
  }

  @Test
  void ourImageCarriesTheVersionOfTheProject() throws IOException {
    var version =
        Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?<version>([^<]*).*", "$1");

    assertThat(engines())
        .hasSize(4)
        .allMatch(service -> service.getString("image").equals(OURS + version));
    assertThat(Recipes.container().getString("image")).endsWith("/" + OURS + version);
  }

  @Test
  void whatIsCopiedIntoTheImageIsThereAndNotIgnored() throws IOException {
    var kept =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .collect(Collectors.toSet());
    var copied =
        image.all("COPY").stream()
            .filter(line -> !line.startsWith("--from"))
            .map(line -> line.split(" "))
            .flatMap(words -> Stream.of(words).limit(words.length - 1L))
            .collect(Collectors.toSet());

    assertThat(copied).isEqualTo(kept).allMatch(name -> Files.exists(Path.of(name)));
  }

  @Test
  void nobodyIsRoot() {
    var pod = Recipes.pod().getJsonObject("securityContext");
    var user = Integer.parseInt(image.user());

    assertThat(user).isPositive();
    assertThat(image.last("RUN")).contains("--uid " + user);
    assertThat(pod.getBoolean("runAsNonRoot")).isTrue();
    assertThat(List.of("runAsUser", "runAsGroup", "fsGroup"))
        .allMatch(key -> pod.getInteger(key) == user);
    assertThat(Recipes.container().getJsonObject("securityContext").getJsonObject("capabilities"))
        .isEqualTo(new JsonObject().put("drop", new JsonArray().add("ALL")));
    assertThat(engines())
        .allMatch(service -> !service.containsKey("user"))
        .allMatch(service -> service.getJsonArray("cap_drop").equals(new JsonArray().add("ALL")))
        .allMatch(
            service -> service.getJsonArray("security_opt").contains("no-new-privileges:true"))
        .allMatch(service -> service.getBoolean("read_only"));
  }

  @Test
  void theHealthCheckIsACommandOfTheJarThatIsStarted() {
    var health = image.command("HEALTHCHECK");
    var started = image.command("ENTRYPOINT");
    var jar = started.get(started.size() - 1);

    var command = new CommandLine(new Main()).getSubcommands().get("health");
    assertThat(health).endsWith("-jar", jar, "health", "--live");
    assertThat(command.getCommandSpec().findOption("--live")).isNotNull();
    assertThat(image.all("COPY")).anyMatch(line -> line.endsWith("/engine/"));
    assertThat(jar).isEqualTo("/engine/llm-devops-engine.jar");
  }

  /** A garbage collector that is chosen there would be the second one: no Java starts with two. */
  @Test
  void theHealthCheckTakesNoneOfTheEnginesOptions() throws Exception {
    var health = image.command("HEALTHCHECK");
    var java = health.subList(0, health.indexOf("-jar"));
    var version = new ProcessBuilder(Stream.concat(java.stream(), Stream.of("-version")).toList());
    version.environment().put("JDK_JAVA_OPTIONS", "-XX:+UseG1GC");

    var process = version.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void probesAskForWhatTheEngineAnswers() throws IOException {
    var contract = Files.readString(Path.of("src/main/resources/openapi.yaml"));
    var container = Recipes.container();

    assertThat(List.of("startupProbe", "livenessProbe", "readinessProbe"))
        .map(probe -> container.getJsonObject(probe).getJsonObject("httpGet"))
        .allMatch(get -> get.getString("port").equals("management"))
        .allMatch(get -> contract.contains("  " + get.getString("path") + ":"));
    assertThat(Node.pod().variables().get("MANAGEMENT_HOST")).isNotEqualTo("127.0.0.1");
  }

  @Test
  void portsAgree() {
    var config = Node.pod().config(folder);
    var cluster = config.cluster().orElseThrow();
    var ports =
        Recipes.container().getJsonArray("ports").stream()
            .map(JsonObject.class::cast)
            .collect(
                Collectors.toMap(
                    port -> port.getString("name"), port -> port.getInteger("containerPort")));

    assertThat(ports)
        .containsEntry("api", config.http().port())
        .containsEntry("management", config.management().port())
        .containsEntry("members", cluster.port())
        .containsEntry("bus", cluster.busPort());
    assertThat(image.last("EXPOSE").split(" "))
        .containsExactly(
            String.valueOf(config.http().port()),
            String.valueOf(config.hosting().port()),
            String.valueOf(config.management().port()));
  }

  @Test
  void publishesTheApiAndThePagesAndNothingElse() {
    var published =
        engines().stream()
            .flatMap(service -> service.getJsonArray("ports", new JsonArray()).stream())
            .map(String::valueOf)
            .collect(Collectors.toSet());

    assertThat(published)
        .isEqualTo(Set.of("8080:8080", "8090:8080", "8081:8081", "127.0.0.1:8082:8082"));
    var compose = Recipes.compose("compose.cluster.yaml");
    assertThat(compose.getJsonObject("networks").getJsonObject("cluster").getBoolean("internal"))
        .isTrue();
    assertThat(compose.getJsonObject("services").getJsonObject("postgres").fieldNames())
        .doesNotContain("ports");
  }

  @Test
  void hasTimeToPutDownWhatIsUnderWay() {
    assertThat(image.last("STOPSIGNAL")).isEqualTo("SIGTERM");
    assertThat(engines())
        .map(service -> service.getString("stop_grace_period").replaceFirst("s$", ""))
        .map(Integer::valueOf)
        .allMatch(seconds -> seconds > SECONDS_TO_END);
    assertThat(Recipes.pod().getInteger("terminationGracePeriodSeconds"))
        .isGreaterThan(secondsBeforeTheEnd() + SECONDS_TO_END);
  }

  /** In which a pod goes on while services learn that it will end. */
  private static int secondsBeforeTheEnd() {
    var before = Recipes.container().getJsonObject("lifecycle").getJsonObject("preStop");
    var command = before.getJsonObject("exec").getJsonArray("command");
    assertThat(command.getString(0)).isEqualTo("sleep");
    return Integer.parseInt(command.getString(1));
  }

  @Test
  void unpacksNativeLibrariesWhereTheyMayBeRun() {
    assertThat(engines())
        .map(service -> service.getJsonArray("tmpfs").getString(0))
        .allMatch(tmpfs -> tmpfs.startsWith("/tmp:exec,"));
  }
}
