package io.llmdevops.pipeline;

import io.vertx.core.Future;

/**
 * What a stage does to one task. It may be run again at any time after a crash, so whatever it does
 * outside must be repeatable. A future that fails with {@link io.llmdevops.task.HeldUpException}
 * means later, one with {@link io.llmdevops.task.RefusedException} ends the task; any other failure
 * means the unexpected: it is tried again, with backoff.
 */
@FunctionalInterface
public interface Step {

  Future<Outcome> run(Work work);
}
