package io.llmdevops.check.browser.guard;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** Passes on what is written while there is budget for it, and fails after that. */
record Metered(WriteStream<Buffer> to, Budget budget) implements WriteStream<Buffer> {

  @Override
  public Future<Void> write(Buffer data) {
    budget.moved(data.length());
    return budget.isSpent() ? Future.failedFuture(budget.spent()) : to.write(data);
  }

  @Override
  public Future<Void> end() {
    return to.end();
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    to.exceptionHandler(handler);
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
    to.setWriteQueueMaxSize(maxSize);
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return to.writeQueueFull();
  }

  @Override
  public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
    to.drainHandler(handler);
    return this;
  }
}
