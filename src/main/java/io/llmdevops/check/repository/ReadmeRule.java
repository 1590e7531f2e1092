package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.task.CheckResult;
import java.util.List;

/** {@code README.md} tells a reader what there is, in sections that can be found by heading. */
final class ReadmeRule implements Rule {

  private static final String README = "README.md";

  /** Characters; no reader comes so far. */
  private static final int LONGEST = 500_000;

  @Override
  public StandingCheck check() {
    return StandingCheck.README;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var findings = new Findings(check());
    var text = subject.text(README);
    if (text.isEmpty()) {
      var there = subject.tree().get(README).isPresent();
      findings.fail("README.md: " + (there ? "it is not text in UTF-8" : "there is none"), "");
    } else {
      var read = text.get().substring(0, Math.min(text.get().length(), LONGEST));
      judge(subject, MarkdownSection.of(read), findings);
    }
    return findings.orPassed("README.md has all five sections");
  }

  private static void judge(Subject subject, List<MarkdownSection> sections, Findings findings) {
    for (var wanted : ReadmeSection.values()) {
      var found = sections.stream().filter(each -> wanted.isNamed(each.heading())).toList();
      if (found.isEmpty()) {
        var reason = "README.md: no section \"" + wanted.title() + "\"";
        findings.add(subject, README, reason, "headings: " + headings(sections));
      } else if (found.stream().allMatch(MarkdownSection::isEmpty)) {
        var reason = "README.md: nothing stands under the heading ";
        var heading = Texts.quoted(found.get(0).heading());
        findings.add(subject, README, reason + heading, "");
      }
    }
  }

  private static String headings(List<MarkdownSection> sections) {
    return sections.isEmpty()
        ? "none"
        : String.join(
            ", ", sections.stream().limit(20).map(each -> Texts.quoted(each.heading())).toList());
  }
}
