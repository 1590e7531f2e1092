package io.llmdevops.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.http.Conversation;
import io.llmdevops.model.http.Heard;
import io.llmdevops.model.http.Protocol;
import io.llmdevops.model.http.ProviderError;
import io.llmdevops.model.http.ServerEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Chat Completions, as OpenAI and many others speak it (platform.openai.com, API reference, "Chat
 * Completions" and its "Streaming").
 */
public final class OpenAiProtocol implements Protocol {

  private static final String LAST_WORD = "[DONE]";

  private final ModelConfig config;
  private final Parameters parameters;

  public OpenAiProtocol(ModelConfig config) {
    this.config = config;
    this.parameters = new Parameters(config.baseUrl());
  }

  @Override
  public URI address() {
    return URI.create(config.baseUrl() + "/chat/completions");
  }

  @Override
  public Map<String, String> headers() {
    return config
        .key()
        .map(key -> Map.of("Authorization", "Bearer " + key.reveal()))
        .orElse(Map.of());
  }

  @Override
  public JsonObject body(Prompt prompt, boolean images) {
    var body = new JsonObject().put("model", config.model()).put("stream", true);
    var tokens = Math.min(prompt.limits().outputTokens(), config.outputTokens());
    parameters.putInto(body, Math.max(1, tokens), config.temperature());
    return body.put("messages", messages(prompt, images));
  }

  private static JsonArray messages(Prompt prompt, boolean images) {
    var messages = new JsonArray();
    if (!prompt.stable().isBlank()) {
      messages.add(message("system", Conversation.wellFormed(prompt.stable())));
    }
    Conversation.of(prompt, images)
        .forEach(turn -> messages.add(message(Conversation.role(turn), content(turn))));
    return messages;
  }

  private static JsonObject message(String role, Object content) {
    return new JsonObject().put("role", role).put("content", content);
  }

  /** Plain text where it will do: not every server understands parts. */
  private static Object content(Prompt.Turn turn) {
    if (turn.images().isEmpty()) {
      return turn.text();
    }
    var parts = new JsonArray();
    if (!turn.text().isBlank()) {
      parts.add(new JsonObject().put("type", "text").put("text", turn.text()));
    }
    turn.images().forEach(image -> parts.add(part(image)));
    return parts;
  }

  private static JsonObject part(Prompt.Image image) {
    var url = "data:%s;base64,%s".formatted(image.mediaType(), Conversation.base64(image));
    return new JsonObject()
        .put("type", "image_url")
        .put("image_url", new JsonObject().put("url", url));
  }

  @Override
  public void hear(ServerEvent event, Heard heard) {
    if (event.data().strip().equals(LAST_WORD)) {
      heard.end();
      return;
    }
    var chunk = event.json();
    ProviderError.in(chunk).ifPresent(heard::error);
    usage(chunk.path("usage"), heard);
    choice(chunk.path("choices").path(0), heard);
  }

  private static void choice(JsonNode choice, Heard heard) {
    var delta = choice.path("delta");
    if (!delta.path("refusal").asText("").isEmpty()) {
      heard.stop(Stop.REFUSED);
    }
    if (delta.path("content").isTextual()) {
      heard.text(delta.path("content").asText());
    }
    if (choice.path("finish_reason").isTextual()) {
      finished(choice, heard);
    }
  }

  private static void finished(JsonNode choice, Heard heard) {
    switch (choice.path("finish_reason").asText()) {
      case "length" -> heard.stop(Stop.TRUNCATED);
      case "content_filter" -> heard.stop(Stop.REFUSED);
      case "error" -> heard.error(ProviderError.in(choice).orElse(ProviderError.NONE));
      default -> heard.stop(Stop.COMPLETE);
    }
  }

  /** Comes once, in a chunk without choices, or grows from chunk to chunk. */
  private static void usage(JsonNode usage, Heard heard) {
    if (usage.isObject()) {
      var cached = usage.path("prompt_tokens_details").path("cached_tokens");
      heard.input(Heard.count(usage.path("prompt_tokens")), Heard.count(cached), 0);
      heard.output(Heard.count(usage.path("completion_tokens")));
    }
  }

  @Override
  public Optional<String> learnFrom(int status, ProviderError error) {
    return parameters.learnFrom(status, error);
  }
}
