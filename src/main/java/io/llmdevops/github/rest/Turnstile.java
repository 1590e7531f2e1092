package io.llmdevops.github.rest;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/** Lets through one changing call at a time per token, whichever node makes it. */
public interface Turnstile {

  /**
   * Makes the call once it is our turn, on the context of the caller, and gives the turn back when
   * it has ended, however. A turn that is not to be had within some seconds fails the future with
   * {@link io.llmdevops.task.HeldUpException}, and the call is not made.
   *
   * @param longest safely above what the call can take by its own time-out. One that takes longer
   *     loses the turn and fails with {@link io.llmdevops.task.HeldUpException}; it may have
   *     happened all the same
   * @param call may throw, which fails the future. It is given what to run right before something
   *     is sent, on any thread: that throws {@link io.llmdevops.task.HeldUpException} where the
   *     turn has been lost meanwhile, as it is by a node that was asleep or cut off from the store
   */
  <T> Future<T> pass(Duration longest, Function<Runnable, Future<T>> call);
}
