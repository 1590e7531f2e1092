package io.llmdevops.command;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts the pictures of the pages where a person can look at them. */
final class DemoPictures {

  private final Path folder;
  private final boolean stays;

  /**
   * @param stays whether the folder is still there when the demo has ended
   */
  DemoPictures(Path folder, boolean stays) {
    this.folder = folder.resolve("pictures");
    this.stays = stays;
  }

  /**
   * Where a task's picture is, or why it is nowhere.
   *
   * @param answer what the engine said when asked for it
   */
  String keep(JsonObject task, HttpResponse<Buffer> answer) {
    if (answer.statusCode() != 200) {
      return answer.bodyAsJsonObject().getString("detail");
    }
    if (!stays) {
      return "taken, and gone with the demo: --keep or --data-dir DIR lets you see it";
    }
    try {
      Files.createDirectories(folder);
      return Files.write(folder.resolve(name(task, answer)), answer.body().getBytes()).toString();
    } catch (IOException e) {
      throw new DemoFailure("the picture cannot be written", e);
    }
  }

  private static String name(JsonObject task, HttpResponse<Buffer> answer) {
    var mediaType = answer.getHeader(HttpHeaders.CONTENT_TYPE.toString());
    return task.getString("id") + "." + mediaType.substring(mediaType.indexOf('/') + 1);
  }
}
