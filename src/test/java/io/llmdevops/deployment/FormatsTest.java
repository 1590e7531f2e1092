package io.llmdevops.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmdevops.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipes by the judgement of others, from npm: the schema of the Compose Specification, the
 * types made from the description of Kubernetes, and a checker of Dockerfiles. Installed once below
 * {@code target}.
 */
@Timeout(240)
class FormatsTest {

  private static final String[] TOOLS = {
    "dclint@3.1.0", "dockerfile-utils@0.16.3", "kubernetes-models@4.5.1", "typescript@5.9.3"
  };

  private static final int SECONDS = 60;
  private static Npm npm;
  @TempDir Path folder;

  @BeforeAll
  static void install() throws Exception {
    assumeTrue(
        Npm.isInstalled("node") && Npm.isInstalled("npm"), "Node.js and npm are not installed");
    npm = Npm.below("deployment-tools-1").install(TOOLS);
  }

  private static List<String> faults(String kind, Path file) throws Exception {
    var judge = Path.of(FormatsTest.class.getResource("/deployment/judge.js").toURI());
    var output = Files.createTempFile(npm.home(), "faults", ".txt");
    var process =
        new ProcessBuilder(
                "node",
                judge.toString(),
                npm.home().toString(),
                kind,
                file.toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("not judged:\n" + Files.readString(output));
    }
    var faults = Files.readAllLines(output);
    Files.delete(output);
    return faults;
  }

  /** A recipe with a mistake, since a judge that sees none in anything would be no use. */
  private Path with(String file, Map<String, String> mistakes) throws IOException {
    var text = Recipes.text(file);
    for (var mistake : mistakes.entrySet()) {
      assertThat(text).contains(mistake.getKey());
      text = text.replace(mistake.getKey(), mistake.getValue());
    }
    return Files.writeString(folder.resolve(file), text);
  }

  @Test
  void composeFilesKeepToTheSpecification() throws Exception {
    for (var file : List.of("compose.yaml", "compose.cluster.yaml")) {
      assertThat(faults("compose", Recipes.FOLDER.resolve(file))).as(file).isEmpty();
    }
    var mistakes = Map.of("pids_limit", "pid_limit");
    assertThat(faults("compose", with("compose.cluster.yaml", mistakes)))
        .anyMatch(fault -> fault.contains("pid_limit"));
  }

  @Test
  void kubernetesKnowsEveryFieldAndItsType() throws Exception {
    var file = "kubernetes.yaml";
    assertThat(faults("kubernetes", Recipes.FOLDER.resolve(file))).isEmpty();
    var mistakes = Map.of("policyTypes", "policyType", "runAsUser: 10001", "runAsUser: engine");
    assertThat(faults("kubernetes", with(file, mistakes)))
        .anyMatch(fault -> fault.contains("policyType"))
        .anyMatch(fault -> fault.contains("runAsUser"));
  }

  @Test
  void theDockerfileHasNoMistake() throws Exception {
    assertThat(faults("dockerfile", Recipes.FOLDER.resolve("Dockerfile"))).isEmpty();
    assertThat(faults("dockerfile", with("Dockerfile", Map.of("--interval", "--intervall"))))
        .anyMatch(fault -> fault.contains("intervall"));
  }
}
