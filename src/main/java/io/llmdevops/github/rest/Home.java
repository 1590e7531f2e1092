package io.llmdevops.github.rest;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one context on which everything here happens, whoever asks from wherever: so nothing needs a
 * lock. Each caller hears of the end on its own context.
 */
final class Home {

  private static final Logger log = LoggerFactory.getLogger(Home.class);

  private final Vertx vertx;
  private final Context own;

  Home(Vertx vertx) {
    this.vertx = vertx;
    this.own = vertx.getOrCreateContext();
  }

  /** The context of whoever is calling. */
  Context caller() {
    return vertx.getOrCreateContext();
  }

  /** Does it here; for a caller from anywhere. */
  <T> Future<T> here(Supplier<Future<T>> work) {
    return across(own, caller(), work);
  }

  /** Does it on that context; for a caller from here. */
  <T> Future<T> there(Context context, Supplier<Future<T>> work) {
    return across(context, own, work);
  }

  private static <T> Future<T> across(Context there, Context back, Supplier<Future<T>> work) {
    var promise = Promise.<T>promise();
    try {
      there.runOnContext(
          go ->
              attempt(work)
                  .onComplete((result, cause) -> run(back, () -> promise.complete(result, cause))));
    } catch (RejectedExecutionException vertxIsClosed) {
      promise.fail(vertxIsClosed);
    }
    return promise.future();
  }

  private static void run(Context context, Runnable answer) {
    try {
      context.runOnContext(go -> answer.run());
    } catch (RejectedExecutionException vertxIsClosed) {
      log.debug("nobody is left to hear of it", vertxIsClosed);
    }
  }

  /** What is thrown fails the future like anything else. */
  static <T> Future<T> attempt(Supplier<Future<T>> work) {
    return Future.succeededFuture().compose(go -> work.get());
  }
}
