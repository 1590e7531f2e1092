package io.llmdevops.model.http;

import io.llmdevops.model.Answer;
import java.time.Duration;
import java.util.Optional;

/** What came of one request. */
sealed interface Reply {

  /** The model answered, or refused to. */
  record Spoken(Answer answer) implements Reply {}

  /**
   * The server turned the request away, with any status but 200.
   *
   * @param redirectHost where a redirect leads
   */
  record TurnedAway(
      int status, ProviderError error, Optional<Duration> retryAfter, Optional<String> redirectHost)
      implements Reply {}
}
