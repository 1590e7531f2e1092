package io.llmdevops.task;

/** How the store took a new task. */
public sealed interface Acceptance {

  /** It is stored, durably. */
  record Accepted(Task task) implements Acceptance {}

  /**
   * The very same request had been stored before; where it was notified already, its callback is
   * due once more ({@code task} is the row as it was before that).
   */
  record Duplicate(Task task) implements Acceptance {}

  /** Another request under the same e-mail, task, round and nonce had been stored before. */
  record Conflict(TaskId existing) implements Acceptance {}

  /** Too many tasks are unfinished. */
  record BacklogFull(int unfinished) implements Acceptance {}
}
