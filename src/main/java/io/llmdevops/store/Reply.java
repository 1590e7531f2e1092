package io.llmdevops.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The future of something done on another thread, completed on the context that asked for it. */
final class Reply<T> {

  private static final Logger log = LoggerFactory.getLogger(Reply.class);

  private final Promise<T> promise = Promise.promise();
  private final Context context;

  Reply(Vertx vertx) {
    context = vertx.getOrCreateContext();
  }

  Future<T> future() {
    return promise.future();
  }

  void succeed(T result) {
    back(() -> promise.complete(result));
  }

  void fail(Throwable cause) {
    var seen = Faults.seenFromOutside(cause);
    back(() -> promise.fail(seen));
  }

  private void back(Runnable answer) {
    try {
      context.runOnContext(there -> answer.run());
    } catch (RejectedExecutionException vertxIsClosed) {
      log.debug("nobody is left to hear of it", vertxIsClosed);
    }
  }

  void from(Callable<T> work) {
    try {
      succeed(work.call());
    } catch (Throwable e) {
      // An Error, too, must end what somebody waits for.
      fail(e);
    }
  }
}
