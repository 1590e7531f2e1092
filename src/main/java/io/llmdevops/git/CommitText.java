package io.llmdevops.git;

import io.llmdevops.task.OneLine;
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
    var line = OneLine.of(summary, MAX_SUBJECT);
    var subject = line.isEmpty() ? "Publish round " + round : line;
    return new CommitText(subject, trailers, accepted.truncatedTo(ChronoUnit.SECONDS));
  }

  String message() {
    return subject + "\n\n" + trailers.lines();
  }

  PersonIdent author() {
    return new PersonIdent(NAME, EMAIL, date, ZoneOffset.UTC);
  }
}
