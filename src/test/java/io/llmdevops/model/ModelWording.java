package io.llmdevops.model;

import io.llmdevops.config.ModelConfig.Dialect;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a stand-in says, in the events of a dialect. */
interface ModelWording {

  String begin();

  String text(String piece);

  String error(String name, String message);

  /**
   * The last events.
   *
   * @param stop in the dialect's words, or TRUNCATED, REFUSED or empty
   */
  String end(String stop);

  static ModelWording of(Dialect dialect, ModelScript.Usage usage) {
    return switch (dialect) {
      case OPENAI -> new OpenAi(usage);
      case ANTHROPIC -> new Anthropic(usage);
    };
  }

  private static JsonObject json(Object... pairs) {
    var json = new JsonObject();
    for (var at = 0; at < pairs.length; at += 2) {
      json.put((String) pairs[at], pairs[at + 1]);
    }
    return json;
  }

  /** Chat Completions. */
  record OpenAi(ModelScript.Usage usage) implements ModelWording {

    @Override
    public String begin() {
      return chunk(json("role", "assistant", "content", ""), null);
    }

    @Override
    public String text(String piece) {
      return chunk(json("content", piece), null);
    }

    @Override
    public String error(String name, String message) {
      return data(json("error", json("message", message, "type", name, "code", name)));
    }

    @Override
    public String end(String stop) {
      var reason =
          switch (stop) {
            case "" -> "stop";
            case "TRUNCATED" -> "length";
            case "REFUSED" -> "content_filter";
            default -> stop;
          };
      return chunk(new JsonObject(), reason) + figures() + "data: [DONE]\n\n";
    }

    private String figures() {
      if (usage.input() < 0) {
        return "";
      }
      var cached = json("cached_tokens", usage.cached());
      return data(
          json(
              "object",
              "chat.completion.chunk",
              "choices",
              new JsonArray(),
              "usage",
              json(
                  "prompt_tokens",
                  usage.input(),
                  "completion_tokens",
                  usage.output(),
                  "prompt_tokens_details",
                  cached)));
    }

    private static String chunk(JsonObject delta, String reason) {
      var choice = json("index", 0, "delta", delta, "finish_reason", reason);
      return data(json("object", "chat.completion.chunk", "choices", new JsonArray().add(choice)));
    }

    private static String data(JsonObject json) {
      return "data: " + json.encode() + "\n\n";
    }
  }

  /** Messages. */
  record Anthropic(ModelScript.Usage usage) implements ModelWording {

    @Override
    public String begin() {
      var figures =
          usage.input() < 0
              ? new JsonObject()
              : json(
                  "input_tokens",
                  usage.input() - usage.cached(),
                  "cache_read_input_tokens",
                  usage.cached(),
                  "cache_creation_input_tokens",
                  0,
                  "output_tokens",
                  1);
      return event(json("type", "message_start", "message", json("usage", figures)))
          + event(
              json(
                  "type",
                  "content_block_start",
                  "index",
                  0,
                  "content_block",
                  json("type", "text", "text", "")))
          + event(json("type", "ping"));
    }

    @Override
    public String text(String piece) {
      var delta = json("type", "text_delta", "text", piece);
      return event(json("type", "content_block_delta", "index", 0, "delta", delta));
    }

    @Override
    public String error(String name, String message) {
      return event(json("type", "error", "error", json("type", name, "message", message)));
    }

    @Override
    public String end(String stop) {
      var reason =
          switch (stop) {
            case "" -> "end_turn";
            case "TRUNCATED" -> "max_tokens";
            case "REFUSED" -> "refusal";
            default -> stop;
          };
      var figures = usage.output() < 0 ? new JsonObject() : json("output_tokens", usage.output());
      var delta = json("stop_reason", reason, "stop_sequence", null);
      return event(json("type", "content_block_stop", "index", 0))
          + event(json("type", "message_delta", "delta", delta, "usage", figures))
          + event(json("type", "message_stop"));
    }

    private static String event(JsonObject json) {
      return "event: " + json.getString("type") + "\ndata: " + json.encode() + "\n\n";
    }
  }
}
