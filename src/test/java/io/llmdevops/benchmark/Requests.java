package io.llmdevops.benchmark;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Random;

/** Bodies of requests, each for a task of its own; serialised beforehand save for its name. */
final class Requests {

  private static final String PLACE = "@name@";

  private final byte[][] pieces;
  private long made;

  /** One to be sent, and the nonce by which its callback is known. */
  record Made(String nonce, Buffer body) {}

  /**
   * @param callback where the engine calls back
   * @param attachmentBytes the size of the one attachment
   */
  Requests(String callback, int attachmentBytes) {
    var text = request(callback, attachmentBytes).encode();
    var parts = text.split(PLACE);
    pieces = new byte[parts.length][];
    for (var i = 0; i < parts.length; i++) {
      pieces[i] = parts[i].getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static JsonObject request(String callback, int attachmentBytes) {
    return new JsonObject()
        .put("email", "benchmark@example.com")
        .put("secret", EngineProcess.SECRET)
        .put("task", "task-" + PLACE)
        .put("round", 1)
        .put("nonce", "nonce-" + PLACE)
        .put("brief", "Publish a page that shows the attached table and the total of its columns.")
        .put("checks", new JsonArray().add("Repo has MIT license").add("README.md is professional"))
        .put("evaluation_url", callback)
        .put("attachments", new JsonArray().add(attachment(attachmentBytes)));
  }

  private static JsonObject attachment(int bytes) {
    var table = new StringBuilder("item,amount\n");
    var random = new Random(1);
    while (table.length() < bytes) {
      table.append("item-").append(table.length()).append(',').append(random.nextInt(1_000));
      table.append('\n');
    }
    var base64 = Base64.getEncoder().encodeToString(table.toString().getBytes());
    return new JsonObject().put("name", "data.csv").put("url", "data:text/csv;base64," + base64);
  }

  Made next() {
    var name = Long.toString(made++);
    var body = Buffer.buffer(pieces[0]);
    for (var i = 1; i < pieces.length; i++) {
      body.appendString(name).appendBytes(pieces[i]);
    }
    return new Made("nonce-" + name, body);
  }
}
