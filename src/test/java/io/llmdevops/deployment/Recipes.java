package io.llmdevops.deployment;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code src/main/docker} holds, read. */
final class Recipes {

  static final Path FOLDER = Path.of("src/main/docker");

  private Recipes() {}

  static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a YAML file; a key that stands twice is refused. */
  static List<JsonObject> documents(String file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var documents = new Yaml(new SafeConstructor(options)).loadAll(text(file));
    return StreamSupport.stream(documents.spliterator(), false).map(Recipes::object).toList();
  }

  @SuppressWarnings("unchecked")
  private static JsonObject object(Object document) {
    return new JsonObject(new JsonObject((Map<String, Object>) document).encode());
  }

  static JsonObject compose(String file) {
    return documents(file).get(0);
  }

  /** Of Kubernetes, the only one of its kind with this name. */
  static JsonObject object(String kind, String name) {
    return documents("kubernetes.yaml").stream()
        .filter(each -> each.getString("kind").equals(kind))
        .filter(each -> each.getJsonObject("metadata").getString("name").equals(name))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two of " + kind + " " + name);
            })
        .orElseThrow();
  }

  /** The one container of a node in Kubernetes. */
  static JsonObject pod() {
    return object("StatefulSet", "engine")
        .getJsonObject("spec")
        .getJsonObject("template")
        .getJsonObject("spec");
  }

  static JsonObject container() {
    return pod().getJsonArray("containers").getJsonObject(0);
  }
}
