package io.llmdevops.pipeline;

import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.Ledger;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import java.util.List;

/** A claimed task in the hands of a step. */
public final class Work implements Ledger {

  private final Claim claim;
  private final Lease lease;
  private final Deadline deadline;
  private final TaskStore store;

  public Work(Claim claim, Lease lease, Deadline deadline, TaskStore store) {
    this.claim = claim;
    this.lease = lease;
    this.deadline = deadline;
    this.store = store;
  }

  @Override
  public TaskId id() {
    return claim.id();
  }

  /** The row as it was claimed. */
  public Task task() {
    return claim.task();
  }

  public Deadline deadline() {
    return deadline;
  }

  @Override
  public Future<Void> record(Fact... facts) {
    return store.record(claim, List.of(facts));
  }

  @Override
  public void requireLease() {
    if (!lease.isHeld()) {
      throw new LeaseLostException(claim.id());
    }
  }
}
