package io.llmdevops.check.judging;

import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers what one rule finds, and keeps a page with thousands of faults from filling a report. */
public final class Findings {

  /** Faults of one rule that are told one by one. */
  public static final int MOST = 20;

  private final StandingCheck check;
  private final Set<CheckResult> faults = new LinkedHashSet<>();
  private final Set<CheckResult> warnings = new LinkedHashSet<>();
  private int untoldFaults;
  private int untoldWarnings;

  public Findings(StandingCheck check) {
    this.check = check;
  }

  public void fail(String reason, String evidence) {
    var fresh = check.result(Verdict.FAIL, reason, evidence);
    if (!faults.contains(fresh) && !addWithin(faults, fresh)) {
      untoldFaults++;
    }
  }

  public void warn(String reason, String evidence) {
    var fresh = check.result(Verdict.WARN, reason, evidence);
    if (!warnings.contains(fresh) && !addWithin(warnings, fresh)) {
      untoldWarnings++;
    }
  }

  /** A warning where the file is the requester's own, otherwise a failure. */
  public void add(Subject subject, String path, String reason, String evidence) {
    if (subject.isAttachedAsIs(path)) {
      warn(reason + " (attached so, left as it is)", evidence);
    } else {
      fail(reason, evidence);
    }
  }

  /** A warning also where it has been so since an earlier round, which was published with it. */
  public void addUnlessInherited(Subject subject, String path, String reason, String evidence) {
    if (subject.isInherited(path) && !subject.isAttachedAsIs(path)) {
      warn(reason + " (so since an earlier round)", evidence);
    } else {
      add(subject, path, reason, evidence);
    }
  }

  private static boolean addWithin(Set<CheckResult> results, CheckResult fresh) {
    return results.size() < MOST && results.add(fresh);
  }

  /**
   * @param passed what to say where nothing failed
   */
  public List<CheckResult> orPassed(String passed) {
    var none = faults.isEmpty();
    return Stream.of(
            none ? Stream.of(check.result(Verdict.PASS, passed, "")) : faults.stream(),
            untold(untoldFaults, Verdict.FAIL),
            warnings.stream(),
            untold(untoldWarnings, Verdict.WARN))
        .flatMap(each -> each)
        .toList();
  }

  private Stream<CheckResult> untold(int count, Verdict verdict) {
    return count == 0
        ? Stream.empty()
        : Stream.of(check.result(verdict, "and " + count + " more of this kind, not listed", ""));
  }
}
