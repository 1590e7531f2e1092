package io.llmdevops.github.repository;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/**
 * The context of whoever asks for something: answers are given there, wherever they were found.
 * What is shared by all verticles works on contexts of its own.
 */
record OwnContext(Context context) {

  static OwnContext of(Vertx vertx) {
    return new OwnContext(vertx.getOrCreateContext());
  }

  <T> Future<T> back(Future<T> answer) {
    var promise = Promise.<T>promise();
    answer.onComplete(
        done ->
            context.runOnContext(
                there -> {
                  if (done.succeeded()) {
                    promise.complete(done.result());
                  } else {
                    promise.fail(done.cause());
                  }
                }));
    return promise.future();
  }
}
