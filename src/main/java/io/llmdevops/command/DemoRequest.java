package io.llmdevops.command;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A request as it stands in a file.
 *
 * @param name what to call it
 */
record DemoRequest(String name, JsonObject json) {

  static DemoRequest bundled(String name) {
    try (InputStream packaged = DemoRequest.class.getResourceAsStream("/demo/" + name)) {
      return parse(name, new String(packaged.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new DemoFailure("the bundled " + name + " cannot be read", e);
    }
  }

  static DemoRequest read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new DemoFailure(file + " cannot be read", e);
    }
  }

  private static DemoRequest parse(String name, String text) {
    try {
      return new DemoRequest(name, new JsonObject(text));
    } catch (DecodeException e) {
      throw new DemoFailure(name + " is not a JSON object");
    }
  }

  /** The same, with what only the demo can know. */
  JsonObject toSend(String secret, String callback) {
    return json.copy()
        .put("secret", secret)
        .put("nonce", UUID.randomUUID().toString())
        .put("evaluation_url", callback);
  }
}
