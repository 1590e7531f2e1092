package io.llmdevops.git;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * What a commit says besides its files and its parent. Nothing in it depends on when or where the
 * commit is made.
 *
 * @param subject one line
 */
public record CommitText(String subject, Trailers trailers, Instant date) {

  private static final String NAME = "LLM DevOps Engine";
  private static final String EMAIL = "engine@users.noreply.github.com";
  private static final int MAX_SUBJECT = 200;

  /**
   * @param summary what the version says of itself; may be empty
   * @param round for the subject where it says nothing
   * @param accepted when the task was accepted
   */
  public static CommitText of(String summary, int round, Trailers trailers, Instant accepted) {
    var line = summary.replaceAll("[\\p{Cntrl}\\p{Z}\\p{Cf}\\p{Cs}]+", " ").strip();
    var subject = line.isEmpty() ? "Publish round " + round : shortened(line);
    return new CommitText(subject, trailers, accepted.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String shortened(String line) {
    return line.codePointCount(0, line.length()) <= MAX_SUBJECT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MAX_SUBJECT - 1)) + "…";
  }

  String message() {
    return subject + "\n\n" + trailers.lines();
  }

  PersonIdent author() {
    return new PersonIdent(NAME, EMAIL, date, ZoneOffset.UTC);
  }
}
