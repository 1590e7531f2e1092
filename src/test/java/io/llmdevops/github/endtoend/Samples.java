package io.llmdevops.github.endtoend;

import io.llmdevops.Callbacks;
import io.llmdevops.task.RepositoryKey;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Requests as they are sent to the engine in earnest. */
final class Samples {

  private Samples() {}

  /**
   * @param name of the sample
   * @param round 1 or 2
   */
  static JsonObject request(String name, int round, Callbacks callbacks) {
    try (var file = open(name + ".round" + round + ".json")) {
      return new JsonObject(new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .put("evaluation_url", callbacks.url());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(Samples.class.getResourceAsStream(file), file);
  }

  /** The name that the repository of this request gets first. */
  static String repository(JsonObject request) {
    return new RepositoryKey(request.getString("email"), request.getString("task")).names().get(0);
  }
}
