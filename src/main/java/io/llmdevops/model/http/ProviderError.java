package io.llmdevops.model.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server says of a failure. All of it comes from outside and may repeat anything, the key
 * included; what is not said is empty.
 *
 * @param code in the words of OpenAI's dialect, or a number like a status
 * @param type in the words of either dialect
 * @param param the part of the request that is at fault
 * @param moderated the contents were objected to, not the request
 */
public record ProviderError(
    String code, String type, String param, String message, boolean moderated) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern STATUS = Pattern.compile("[45][0-9]{2}");
  private static final Set<String> MODERATION =
      Set.of("content_filter", "content_policy_violation", "responsibleaipolicyviolation");
  private static final Set<String> NO_MONEY =
      Set.of("insufficient_quota", "insufficient_credits", "payment_required");

  /** Anthropic says this with a status of 400 and the type of any other bad request. */
  private static final String NO_CREDIT = "credit balance is too low";

  /** Gemini's compatible endpoint answers a wrong key with 400. */
  private static final Pattern BAD_KEY =
      Pattern.compile("(?i)\\bAPI key not valid\\b|\\bAPI_KEY_INVALID\\b|\\binvalid_api_key\\b");

  /** Nothing was said. */
  public static final ProviderError NONE = new ProviderError("", "", "", "", false);

  /** The body of an answer that was not 200, as far as it can be understood. */
  static ProviderError of(Buffer body) {
    try {
      var json = JSON.readTree(body.getBytes());
      return in(json.isArray() && !json.isEmpty() ? json.get(0) : json).orElseGet(() -> bare(json));
    } catch (IOException notJson) {
      var text = body.toString().strip();
      return new ProviderError("", "", "", text.startsWith("<") ? "" : text, false);
    }
  }

  /** The error that this event of a stream tells of, if it does. */
  public static Optional<ProviderError> in(JsonNode event) {
    var error = event.path("error");
    if (error.isObject()) {
      return Optional.of(object(error));
    }
    if (error.isTextual()) {
      return Optional.of(new ProviderError("", "", "", error.asText(), false));
    }
    return isType(event, "object") || isType(event, "type")
        ? Optional.of(object(event))
        : Optional.empty();
  }

  private static boolean isType(JsonNode event, String field) {
    return event.path(field).asText().equals("error");
  }

  private static ProviderError object(JsonNode error) {
    var code = error.path("code").asText("");
    var inner = error.path("innererror").path("code").asText("");
    var flagged =
        error.path("metadata").has("flagged_input") || error.path("metadata").has("reasons");
    return new ProviderError(
        code,
        error.path("type").asText(error.path("status").asText("")),
        error.path("param").asText(""),
        error.path("message").asText(""),
        flagged || MODERATION.contains(lower(code)) || MODERATION.contains(lower(inner)));
  }

  /** FastAPI, which many servers are built with, calls it detail. */
  private static ProviderError bare(JsonNode json) {
    var detail = json.path("detail");
    var text = detail.isMissingNode() ? json.path("message").asText("") : text(detail);
    return new ProviderError("", "", "", text, false);
  }

  private static String text(JsonNode detail) {
    return detail.isTextual() ? detail.asText() : detail.toString();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The account has nothing left, which time alone does not mend. */
  boolean isOutOfQuota() {
    return Stream.of(code, type)
            .map(ProviderError::lower)
            .anyMatch(name -> NO_MONEY.contains(name) || name.startsWith("billing"))
        || lower(message).contains(NO_CREDIT);
  }

  boolean isBadKey() {
    return BAD_KEY.matcher(code + ' ' + type + ' ' + message).find();
  }

  /** Where the code is a status of HTTP, as OpenRouter's are. */
  OptionalInt status() {
    return STATUS.matcher(code).matches()
        ? OptionalInt.of(Integer.parseInt(code))
        : OptionalInt.empty();
  }

  /** What it is called: the more exact name of the two. */
  String name() {
    return code.isEmpty() || status().isPresent() ? type : code;
  }
}
