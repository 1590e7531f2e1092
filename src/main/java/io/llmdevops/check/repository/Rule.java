package io.llmdevops.check.repository;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.task.CheckResult;
import java.util.List;

/** Judges one thing about a version from its files alone. Burns CPU: runs on a worker. */
public interface Rule {

  StandingCheck check();

  /**
   * What is wrong or odd, one result for each; where there is nothing, exactly one that says so.
   */
  List<CheckResult> judge(Subject subject);
}
