package io.llmdevops.check.statement;

import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Chain;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Asks the models that write as well. */
public final class ModelJudge implements StatementJudge {

  private ModelJudge() {}

  /**
   * As it is configured. Reads files: to be called on a worker thread.
   *
   * @param secrets that no prompt may hold
   * @param store tells what was spent on a task so far
   * @throws io.llmdevops.config.InvalidConfigException where the folder of prompts has faults
   */
  public static ModelJudge of(
      Vertx vertx, LlmConfig llm, List<Secret> secrets, TaskStore store, Chain chain) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Verdicts> judge(
      Work work, Subject subject, List<String> statements, List<PageView> views) {
    throw new UnsupportedOperationException();
  }
}
