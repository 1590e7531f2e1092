package io.llmdevops.task;

import java.util.Locale;
import java.util.Objects;

/**
 * How one check of one version ended.
 *
 * @param check the check's label
 * @param reason one line for a person
 * @param evidence what it was seen by: an error's text, a path, a line; may be empty
 */
public record CheckResult(String check, Verdict verdict, String reason, String evidence) {

  /** What a published version fails where its site could not be built. */
  public static final String SITE_IS_BUILT = "GitHub Pages builds the site";

  /** The four ways a check can end. */
  public enum Verdict {
    PASS,
    FAIL,
    WARN,
    NOT_JUDGED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CheckResult {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(evidence, "evidence");
  }
}
