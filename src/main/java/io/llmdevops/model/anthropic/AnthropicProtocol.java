package io.llmdevops.model.anthropic;

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
import java.util.TreeMap;

/**
 * Messages, as Anthropic speaks it (docs.anthropic.com, "Messages", "Streaming Messages", "Prompt
 * caching" and "Handling stop reasons").
 */
public final class AnthropicProtocol implements Protocol {

  private static final String VERSION = "2023-06-01";

  private final ModelConfig config;

  public AnthropicProtocol(ModelConfig config) {
    this.config = config;
  }

  @Override
  public URI address() {
    return URI.create(config.baseUrl().toString().replaceFirst("/v1$", "") + "/v1/messages");
  }

  @Override
  public Map<String, String> headers() {
    var headers = new TreeMap<>(Map.of("anthropic-version", VERSION));
    config.key().ifPresent(key -> headers.put("x-api-key", key.reveal()));
    return headers;
  }

  @Override
  public JsonObject body(Prompt prompt, boolean images) {
    var tokens = Math.min(prompt.limits().outputTokens(), config.outputTokens());
    var body =
        new JsonObject()
            .put("model", config.model())
            .put("stream", true)
            .put("max_tokens", Math.max(1, tokens));
    config.temperature().ifPresent(value -> body.put("temperature", value));
    if (!prompt.stable().isBlank()) {
      var cached = new JsonObject().put("type", "ephemeral");
      body.put(
          "system",
          new JsonArray()
              .add(text(Conversation.wellFormed(prompt.stable())).put("cache_control", cached)));
    }
    return body.put("messages", messages(prompt, images));
  }

  private static JsonArray messages(Prompt prompt, boolean images) {
    var messages = new JsonArray();
    for (var turn : Conversation.of(prompt, images)) {
      var parts = new JsonArray();
      turn.images().forEach(image -> parts.add(part(image)));
      if (!turn.text().isBlank()) {
        parts.add(text(turn.text()));
      }
      messages.add(new JsonObject().put("role", Conversation.role(turn)).put("content", parts));
    }
    return messages;
  }

  private static JsonObject text(String text) {
    return new JsonObject().put("type", "text").put("text", text);
  }

  private static JsonObject part(Prompt.Image image) {
    var source =
        new JsonObject()
            .put("type", "base64")
            .put("media_type", image.mediaType())
            .put("data", Conversation.base64(image));
    return new JsonObject().put("type", "image").put("source", source);
  }

  /** Events of a type that is not known here are passed over, as the provider asks clients to. */
  @Override
  public void hear(ServerEvent event, Heard heard) {
    var json = event.json();
    switch (json.path("type").asText(event.type())) {
      case "message_start" -> input(json.path("message").path("usage"), heard);
      case "content_block_delta" -> delta(json.path("delta"), heard);
      case "message_delta" -> messageDelta(json, heard);
      case "message_stop" -> heard.end();
      default -> ProviderError.in(json).ifPresent(heard::error);
    }
  }

  private static void delta(JsonNode delta, Heard heard) {
    if (delta.path("type").asText().equals("text_delta")) {
      heard.text(delta.path("text").asText());
    }
  }

  private static void messageDelta(JsonNode json, Heard heard) {
    var usage = json.path("usage");
    input(usage, heard);
    if (usage.has("output_tokens")) {
      heard.output(Heard.count(usage.path("output_tokens")));
    }
    var reason = json.path("delta").path("stop_reason");
    if (reason.isTextual()) {
      heard.stop(stop(reason.asText()));
    }
  }

  private static Stop stop(String reason) {
    return switch (reason) {
      case "max_tokens", "model_context_window_exceeded", "pause_turn" -> Stop.TRUNCATED;
      case "refusal" -> Stop.REFUSED;
      default -> Stop.COMPLETE;
    };
  }

  /** The figure of the output that comes first is that of its first piece only. */
  private static void input(JsonNode usage, Heard heard) {
    var read = Heard.count(usage.path("cache_read_input_tokens"));
    var written = Heard.count(usage.path("cache_creation_input_tokens"));
    heard.input(Heard.count(usage.path("input_tokens")) + read + written, read, written);
  }
}
