package io.llmdevops.check;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Where work goes that would hold up an event loop. */
interface OnWorker {

  <T> Future<T> run(Callable<T> work);
}
