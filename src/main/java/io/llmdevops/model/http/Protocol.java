package io.llmdevops.model.http;

import io.llmdevops.model.Prompt;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** One dialect, spoken to one model. Thread-safe: what belongs to a call is in {@link Heard}. */
public interface Protocol {

  /** Where the request goes. */
  URI address();

  /** The headers that name the caller and the version of the protocol. */
  Map<String, String> headers();

  /**
   * The request.
   *
   * @param images whether those of the prompt are in it
   */
  JsonObject body(Prompt prompt, boolean images);

  /** Takes one event of the answer. */
  void hear(ServerEvent event, Heard heard);

  /**
   * Learns from a request that was turned away what this model does not understand, and says it
   * differently from now on.
   *
   * @return the name of what was changed; nothing where the same would be sent again
   */
  default Optional<String> learnFrom(int status, ProviderError error) {
    return Optional.empty();
  }
}
