package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.CheckResult;
import java.util.List;
import java.util.Locale;

/** {@code LICENSE} grants what the MIT licence grants (SPDX identifier {@code MIT}). */
public final class LicenceRule implements Rule {

  private static final int LONGEST = 10_000;

  private static final List<String> TERMS =
      List.of(
          "permission is hereby granted, free of charge, to any person obtaining a copy",
          "to deal in the software without restriction",
          "the above copyright notice and this permission notice shall be included in all copies",
          "the software is provided \"as is\", without warranty of any kind");

  @Override
  public StandingCheck check() {
    return StandingCheck.LICENCE;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check());
    if (subject.tree().get(Assembly.LICENSE).isEmpty()) {
      findings.fail("LICENSE: there is no such file", "");
    } else if (!isMit(subject)) {
      findings.fail("LICENSE: it is not the text of the MIT licence", "");
    }
    return findings.orPassed("LICENSE is the MIT licence");
  }

  public static boolean isMit(Subject subject) {
    return subject
        .text(Assembly.LICENSE)
        .filter(text -> text.length() <= LONGEST)
        .map(text -> String.join(" ", text.toLowerCase(Locale.ROOT).split("\\s+")))
        .filter(text -> TERMS.stream().allMatch(text::contains))
        .isPresent();
  }
}
