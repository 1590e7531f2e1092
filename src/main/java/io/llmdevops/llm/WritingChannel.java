package io.llmdevops.llm;

import io.llmdevops.bus.Addresses;
import io.llmdevops.bus.TaskWriting;
import io.vertx.core.Vertx;

/** The way to whoever watches models write, open until the stage ends. */
final class WritingChannel {

  private final Vertx vertx;
  private boolean closed;

  WritingChannel(Vertx vertx) {
    this.vertx = vertx;
  }

  void tell(TaskWriting writing) {
    if (!closed) {
      Addresses.TASK_WRITING.publish(vertx, writing);
    }
  }

  /**
   * Nothing is told any more: a call that outlasts the stage ends when its connection is closed,
   * and by then the bus takes no message of ours.
   */
  void close() {
    closed = true;
  }
}
