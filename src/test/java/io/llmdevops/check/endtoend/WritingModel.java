package io.llmdevops.check.endtoend;

import io.llmdevops.model.ModelScript;
import io.llmdevops.model.ModelServer;
import io.llmdevops.model.ModelServer.Received;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;

/**
 * A model on the loopback interface that has an author for each task, who answers by what he reads
 * and by nothing else: whatever was asked before, by this engine or by one that was killed, is
 * forgotten.
 */
final class WritingModel {

  private static final int INPUT_TOKENS = 1_000;
  private static final int OUTPUT_TOKENS = 100;

  private final ModelServer server;
  private final Map<String, Author> authors = new ConcurrentHashMap<>();
  private final Map<String, List<Question>> asked = new ConcurrentHashMap<>();

  /** Answers one task's questions. */
  @FunctionalInterface
  interface Author {
    ModelScript answer(Question question);
  }

  WritingModel(Vertx vertx) throws TimeoutException {
    server = ModelServer.start(vertx);
    server.always(this::answer);
  }

  /** What an engine needs to be told of it. */
  JsonObject settings() {
    return new JsonObject()
        .put("llm_provider", "openai")
        .put("openai_api_key", ModelServer.KEY)
        .put("llm_base_url", server.url().resolve("/v1").toString())
        .put("llm_model", "writes-and-judges");
  }

  /**
   * Gives a task its author.
   *
   * @param brief what occurs in all questions about it and in no others
   */
  void author(String brief, Author author) {
    authors.put(brief, author);
  }

  /** What was asked about this task, in order. */
  List<Question> asked(String brief) {
    return List.copyOf(asked.getOrDefault(brief, List.of()));
  }

  /** What was asked of this kind about this task, in order. */
  List<Question> asked(String brief, Question.Kind kind) {
    return asked(brief).stream().filter(question -> question.kind() == kind).toList();
  }

  /** An answer that says all of this at once. */
  static ModelScript says(String text) {
    return ModelServer.script().usage(INPUT_TOKENS, 0, OUTPUT_TOKENS).says(text);
  }

  /** An answer that breaks off in its middle, and whose connection stays. */
  static ModelScript saysHalfOf(String text) {
    return ModelServer.script().says(text.substring(0, text.length() / 2)).fallsSilent();
  }

  private ModelScript answer(Received received) {
    var question = Question.of(received.body());
    var brief =
        authors.keySet().stream().filter(each -> question.text().contains(each)).findFirst();
    return brief
        .map(
            known -> {
              asked.computeIfAbsent(known, any -> new CopyOnWriteArrayList<>()).add(question);
              return authors.get(known).answer(question);
            })
        .orElseGet(() -> ModelServer.script().fails(400, Map.of(), "no author"));
  }
}
