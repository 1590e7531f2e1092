package io.llmdevops.config;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How versions are published on GitHub.
 *
 * @param apiUrl without a trailing slash; its path, if any, belongs to it
 * @param owner whose repositories they are; empty means the token's user
 */
public record GithubConfig(Secret token, URI apiUrl, Optional<String> owner, Pace pace) {

  public GithubConfig {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(apiUrl, "apiUrl");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(pace, "pace");
  }

  /**
   * How fast.
   *
   * @param gap between the end of one changing call and the start of the next
   * @param poll the first wait between two looks at a build; later ones grow
   * @param stuck how long a build may stay as it is before it is asked for again
   * @param closed how long nothing is asked after a refusal that does not say
   */
  public record Pace(Duration gap, Duration poll, Duration stuck, Duration closed) {
    public Pace {
      Objects.requireNonNull(gap, "gap");
      Objects.requireNonNull(poll, "poll");
      Objects.requireNonNull(stuck, "stuck");
      Objects.requireNonNull(closed, "closed");
    }
  }
}
