package io.llmdevops.command;

import io.llmdevops.config.Packaged;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
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
    return parse(name, Packaged.text("demo/" + name));
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
