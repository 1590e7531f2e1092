package io.llmdevops.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** The future of something done on another thread, completed on the context that asked for it. */
final class Reply<T> {

  private final Promise<T> promise = Promise.promise();
  private final Context context;

  Reply(Vertx vertx) {
    context = vertx.getOrCreateContext();
  }

  Future<T> future() {
    return promise.future();
  }

  void succeed(T result) {
    context.runOnContext(back -> promise.complete(result));
  }

  void fail(Throwable cause) {
    context.runOnContext(back -> promise.fail(cause));
  }

  void from(Callable<T> work) {
    try {
      succeed(work.call());
    } catch (Exception e) {
      fail(e);
    }
  }
}
