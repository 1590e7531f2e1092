package io.llmdevops.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Reads how versions are published on GitHub, if they are. */
final class GithubSettings {

  private static final int MOST_MILLIS = 3_600_000;

  /** Is never used: a configuration with faults does not come to be. */
  private static final URI FAULTY = URI.create("https://invalid.invalid");

  private final Settings settings;

  GithubSettings(Settings settings) {
    this.settings = settings;
  }

  /** Empty without a token. */
  Optional<GithubConfig> read() {
    var apiUrl = settings.url("github_api_url").orElse(FAULTY);
    var owner = settings.optional("github_owner", Form.ACCOUNT);
    var pace =
        new GithubConfig.Pace(
            millis("github_gap_ms"),
            millis("github_poll_ms"),
            millis("github_stuck_ms"),
            millis("github_closed_ms"));
    return settings
        .optional("github_token", Form.KEY)
        .map(token -> new GithubConfig(token, apiUrl, owner, pace));
  }

  private Duration millis(String key) {
    return Duration.ofMillis(settings.number(key, 1, MOST_MILLIS));
  }
}
