package io.llmdevops.check.repository;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CommitRef;
import java.util.ArrayList;
import java.util.List;

/**
 * What pages, style sheets, drawings and manifests name on this site is there; and what they load
 * from elsewhere does not come over plain http, which browsers block on a page that comes over
 * https (W3C, "Mixed Content").
 */
final class ReferencesRule implements Rule {

  /** Characters; what is longer would hold up everybody else. */
  static final int LARGEST = 1_000_000;

  /** Tags; each takes some hundred bytes of memory while a page is read. */
  static final int MOST_TAGS = 100_000;

  /** Of one file; each broken one takes its time to be told. */
  static final int MOST_REFERENCES = 10_000;

  @Override
  public StandingCheck check() {
    return StandingCheck.REFERENCES;
  }

  @Override
  public List<CheckResult> judge(Subject subject) {
    var repositories = new ArrayList<>(subject.request().repository().names());
    subject.version().base().map(CommitRef::repository).ifPresent(repositories::add);
    var scan =
        new ReferenceScan(
            subject,
            new Site(subject.tree().files().keySet(), repositories),
            new Site(subject.base().files().keySet(), repositories));
    subject.tree().files().keySet().forEach(scan::file);
    scan.modules();
    return scan.results();
  }
}
