package io.llmdevops.task;

import io.vertx.core.Future;

/** Where what happens to a claimed task is written down, while the claim is held. */
public interface Ledger {

  TaskId id();

  /** Stores facts now, while the step goes on. */
  Future<Void> record(Fact... facts);

  /**
   * To be called right before anything is done outside.
   *
   * @throws LeaseLostException when the lease has run out by this machine's own monotonic clock
   */
  void requireLease();
}
