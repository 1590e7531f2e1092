package io.llmdevops.check.judging;

import io.llmdevops.task.CheckResult;
import io.vertx.core.Future;
import java.util.List;

/**
 * Judges some of what a version must pass. Each judge adds its results to those of the others, so
 * one that needs a browser or a model stands beside those that need neither.
 */
@FunctionalInterface
public interface Judge {

  /** Fails only where there can be no verdict at all; the step is then tried again. */
  Future<List<CheckResult>> judge(Subject subject);
}
