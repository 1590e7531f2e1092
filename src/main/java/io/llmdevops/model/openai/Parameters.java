package io.llmdevops.model.openai;

import io.llmdevops.model.http.ProviderError;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** Which of the parameters that servers differ in this one takes, as far as it has told. */
final class Parameters {

  private static final String NEW_LIMIT = "max_completion_tokens";
  private static final String OLD_LIMIT = "max_tokens";
  private static final String TEMPERATURE = "temperature";
  private static final String STREAM_OPTIONS = "stream_options";
  private static final List<String> NAMES =
      List.of(NEW_LIMIT, OLD_LIMIT, TEMPERATURE, STREAM_OPTIONS);

  private static final Set<Integer> STATUSES = Set.of(400, 422);
  private static final Set<String> CODES =
      Set.of("unsupported_parameter", "unsupported_value", "unknown_parameter");
  private static final Pattern UNSUPPORTED =
      Pattern.compile(
          "(?i)unsupported|not support|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed"
              + "|extra (?:inputs|fields)");

  private volatile boolean newLimit;
  private volatile boolean temperature = true;
  private volatile boolean streamOptions = true;

  /** OpenAI itself has deprecated the old name; most others do not know the new one. */
  Parameters(URI baseUrl) {
    this.newLimit = "api.openai.com".equalsIgnoreCase(baseUrl.getHost());
  }

  void putInto(JsonObject body, long tokens, OptionalDouble degree) {
    body.put(newLimit ? NEW_LIMIT : OLD_LIMIT, tokens);
    if (temperature) {
      degree.ifPresent(value -> body.put(TEMPERATURE, value));
    }
    if (streamOptions) {
      body.put(STREAM_OPTIONS, new JsonObject().put("include_usage", true));
    }
  }

  /** The parameter that is not sent any longer. */
  Optional<String> learnFrom(int status, ProviderError error) {
    if (!STATUSES.contains(status)
        || !CODES.contains(error.code()) && !UNSUPPORTED.matcher(error.message()).find()) {
      return Optional.empty();
    }
    var name = NAMES.contains(error.param()) ? Optional.of(error.param()) : named(error.message());
    name.ifPresent(this::leaveOut);
    return name;
  }

  /** The one named first: what follows is what to use instead. */
  private static Optional<String> named(String message) {
    return NAMES.stream().filter(message::contains).min(Comparator.comparingInt(message::indexOf));
  }

  private void leaveOut(String name) {
    switch (name) {
      case NEW_LIMIT -> newLimit = false;
      case OLD_LIMIT -> newLimit = true;
      case TEMPERATURE -> temperature = false;
      default -> streamOptions = false;
    }
  }
}
