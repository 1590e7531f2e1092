package io.llmdevops.config;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How versions are published on GitHub.
 *
 * @param apiUrl without a trailing slash; its path, if any, belongs to it
 * @param owner whose repositories they are; empty means the token's user
 */
public record GithubConfig(Secret token, URI apiUrl, Optional<String> owner, Pace pace) {

  /** RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3. */
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)(.+\\.)?localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  public GithubConfig {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(apiUrl, "apiUrl");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(pace, "pace");
  }

  /**
   * Plain http, and not only within this machine: whoever is on the way can read the token.
   *
   * <p>Allowed all the same: on a private network (a proxy that speaks TLS, a server for tests) it
   * is an operator's own choice, which cannot be told from a mistake here.
   */
  public boolean sendsTokenInTheClear() {
    return "http".equals(apiUrl.getScheme()) && !LOOPBACK.matcher(apiUrl.getHost()).matches();
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
