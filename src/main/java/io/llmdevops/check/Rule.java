package io.llmdevops.check;

import io.llmdevops.task.CheckResult;
import java.util.List;

/** Judges one thing about a version from its files alone. Burns CPU: runs on a worker. */
interface Rule {

  RepositoryCheck check();

  /**
   * What is wrong or odd, one result for each; where there is nothing, exactly one that says so.
   */
  List<CheckResult> judge(Subject subject);
}
