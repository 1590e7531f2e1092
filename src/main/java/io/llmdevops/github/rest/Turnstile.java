package io.llmdevops.github.rest;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Lets through one changing call at a time per token, whichever node makes it. */
public interface Turnstile {

  /**
   * Makes the call once it is our turn, and gives the turn back when it has ended. A turn that is
   * not to be had within a few seconds fails the future with {@link
   * io.llmdevops.task.HeldUpException}, and the call is not made.
   */
  <T> Future<T> pass(Supplier<Future<T>> call);
}
