package io.llmdevops.check.statement;

import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.Fact;
import io.vertx.core.Future;
import java.util.List;

/** Judges statements in plain English, which takes somebody who can read. */
@FunctionalInterface
public interface StatementJudge {

  /**
   * Judges all of them at once.
   *
   * @param statements as the request has them
   * @param views the version's pages in a browser, the site itself first; empty where there is no
   *     browser
   * @return never fails because of a model: a statement on which there is no verdict is not judged
   */
  Future<Verdicts> judge(Work work, Subject subject, List<String> statements, List<PageView> views);

  /**
   * What came of it.
   *
   * @param results one for each statement, in their order
   * @param facts to be stored with the task's outcome
   */
  record Verdicts(List<CheckResult> results, List<Fact> facts) {
    public Verdicts {
      results = List.copyOf(results);
      facts = List.copyOf(facts);
    }
  }
}
