package io.llmdevops.deployment;

import io.llmdevops.config.ConfigReader;
import io.llmdevops.config.EngineConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A node as a recipe would start it.
 *
 * @param name in the recipe
 * @param variables of its environment, those of the image among them
 */
record Node(String name, Map<String, String> variables) {

  private static final String OF_POD = "10.7.0.3";

  /** That of {@code compose.yaml}. */
  static Node alone() {
    return service(Recipes.compose("compose.yaml"), "engine");
  }

  /** Those of {@code compose.cluster.yaml}. */
  static List<Node> three() {
    var compose = Recipes.compose("compose.cluster.yaml");
    return compose.getJsonObject("services").fieldNames().stream()
        .filter(name -> name.startsWith("engine-"))
        .map(name -> service(compose, name))
        .toList();
  }

  private static Node service(JsonObject compose, String name) {
    var variables = new HashMap<>(new Image().environment());
    compose
        .getJsonObject("services")
        .getJsonObject(name)
        .getJsonObject("environment")
        .forEach(entry -> variables.put(entry.getKey(), String.valueOf(entry.getValue())));
    return new Node(name, variables);
  }

  /** One of Kubernetes; its address stands for what is known only there. */
  static Node pod() {
    var variables = new HashMap<>(new Image().environment());
    Recipes.object("ConfigMap", "engine")
        .getJsonObject("data")
        .forEach(entry -> variables.put(entry.getKey(), String.valueOf(entry.getValue())));
    Recipes.container()
        .getJsonArray("env")
        .forEach(each -> variables.put(((JsonObject) each).getString("name"), OF_POD));
    return new Node("pod", variables);
  }

  static Stream<Node> all() {
    return Stream.concat(Stream.of(alone(), pod()), three().stream());
  }

  /**
   * Its configuration, each file of a secret filled in.
   *
   * @param folder for these files
   */
  EngineConfig config(Path folder) {
    try {
      return new ConfigReader(folder).onlyLooking().read(filled(folder)).config();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> filled(Path folder) throws IOException {
    var filled = new HashMap<>(variables);
    for (var variable : variables.entrySet()) {
      if (variable.getKey().endsWith("_FILE")) {
        var file = folder.resolve(variable.getKey());
        Files.writeString(file, content(variable.getKey()));
        filled.put(variable.getKey(), file.toString());
      }
    }
    return filled;
  }

  private static String content(String variable) {
    return variable.startsWith("DATABASE_URL")
        ? "postgresql://engine:changeme@postgres:5432/engine\n"
        : "something-secret-for-" + variable + "\n";
  }

  @Override
  public String toString() {
    return name;
  }
}
