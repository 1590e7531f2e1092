package io.llmdevops.pipeline;

import io.vertx.core.Future;

/**
 * What a stage does to one task. It may be run again at any time after a crash, so whatever it does
 * outside must be repeatable. A failed future means the unexpected: it is tried again, with
 * backoff.
 */
@FunctionalInterface
public interface Step {

  Future<Outcome> run(Work work);
}
