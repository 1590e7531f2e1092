package io.llmdevops.command;

import io.llmdevops.github.rest.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the answer to {@code GET /user} tells of the token: whose, of which kind, until when. */
final class TokenPapers {

  private static final String EXPIRATION = "github-authentication-token-expiration";
  private static final Duration SOON = Duration.ofDays(7);

  /** As GitHub writes it: a zone's name, or an offset. */
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx", Locale.ROOT);

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final TokenHolder holder;
  private final String host;
  private final Clock clock;

  TokenPapers(TokenHolder holder, String host, Clock clock) {
    this.holder = holder;
    this.host = host;
    this.clock = clock;
  }

  List<Finding> findings(Reply user) {
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.ok(
            TokenCheck.SUBJECT,
            host
                + " knows it as "
                + holder.login()
                + "'s"
                + (holder.isClassic() ? ", a classic one" : "")));
    Optional.ofNullable(user.headers().get(EXPIRATION)).map(this::expiry).ifPresent(findings::add);
    holder.scopes().map(this::scopes).ifPresent(findings::add);
    return findings;
  }

  private Finding expiry(String written) {
    var when = read(written);
    if (when.isEmpty()) {
      return Finding.ok(TokenCheck.SUBJECT, "expires: " + written);
    }
    var left = Duration.between(clock.instant(), when.get());
    var shown = SHOWN.format(when.get());
    if (left.isNegative()) {
      // No fault: one that is over is answered 401. The header has been seen to hold the time of
      // the answer instead (github.com/google/go-github/issues/3708).
      return Finding.note(
          TokenCheck.SUBJECT,
          "expired at " + shown + " by GitHub's own account, and is accepted all the same",
          "look its date up at GitHub, and make a new one in time");
    }
    return left.compareTo(SOON) > 0
        ? Finding.ok(TokenCheck.SUBJECT, "expires at " + shown)
        : Finding.note(
            TokenCheck.SUBJECT,
            "expires at " + shown + ", within a week",
            "make a new one in time and set GITHUB_TOKEN to it");
  }

  private static Optional<Instant> read(String written) {
    try {
      var text = written.strip().replaceFirst("UTC$", "+0000");
      return Optional.of(OffsetDateTime.parse(text, WRITTEN).toInstant());
    } catch (DateTimeParseException otherwise) {
      return Optional.empty();
    }
  }

  private Finding scopes(List<String> scopes) {
    var subject = "GitHub scopes";
    var has = scopes.isEmpty() ? "none" : String.join(", ", scopes);
    if (!scopes.contains("repo") && !scopes.contains("public_repo")) {
      return Finding.fault(
          subject,
          has + ": repo is missing, without which no repository can be created",
          "give the token the scopes repo and, for sites that a workflow deploys, workflow");
    }
    if (!scopes.contains("repo")) {
      return Finding.note(
          subject,
          has + ": enough to create and push; GitHub's description of Pages asks for repo",
          "give the token the scope repo where the first task is refused for want of it");
    }
    return scopes.contains("workflow")
        ? Finding.ok(subject, has)
        : Finding.note(
            subject,
            has + ": workflow is missing, without which no site with a workflow can be pushed",
            "give the token the scope workflow where a task may ask for one");
  }
}
