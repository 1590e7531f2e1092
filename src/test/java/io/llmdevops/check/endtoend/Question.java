package io.llmdevops.check.endtoend;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model is asked, as it can read it.
 *
 * @param text all of it
 * @param blocks the data within
 * @param images how many pictures come with it
 */
record Question(String text, List<DataBlock> blocks, int images) {

  /** What for. */
  enum Kind {
    BUILD,
    REPAIR,
    JUDGE
  }

  /**
   * @param body of a request for a chat completion
   */
  static Question of(JsonObject body) {
    var messages = body.getJsonArray("messages").stream().map(JsonObject.class::cast).toList();
    var texts = messages.stream().map(Question::text).toList();
    return new Question(
        String.join("\n", texts),
        texts.stream().flatMap(text -> DataFence.read(text).stream()).toList(),
        messages.stream().mapToInt(message -> parts(message, "image_url").size()).sum());
  }

  private static String text(JsonObject message) {
    return message.getValue("content") instanceof String text
        ? text
        : parts(message, "text").stream()
            .map(part -> part.getString("text"))
            .collect(Collectors.joining("\n"));
  }

  private static List<JsonObject> parts(JsonObject message, String type) {
    return message.getValue("content") instanceof JsonArray parts
        ? parts.stream()
            .map(JsonObject.class::cast)
            .filter(part -> part.getString("type").equals(type))
            .toList()
        : List.of();
  }

  /** Whoever is to judge writes no files, so nobody tells him how they end. */
  Kind kind() {
    if (!text.contains("<done/>")) {
      return Kind.JUDGE;
    }
    return blocks.stream().anyMatch(block -> block.kind().equals("failed_check"))
        ? Kind.REPAIR
        : Kind.BUILD;
  }

  /** All that is said of what failed. */
  String failures() {
    return blocks.stream()
        .filter(block -> block.kind().equals("failed_check"))
        .map(block -> block.about() + "\n" + block.text())
        .collect(Collectors.joining("\n"));
  }

  /** What is there now under this path. */
  Optional<String> file(String path) {
    return blocks.stream()
        .filter(block -> block.kind().equals("file"))
        .filter(block -> path.equals(block.about().get("path")))
        .map(DataBlock::text)
        .findFirst();
  }
}
