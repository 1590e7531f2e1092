package io.llmdevops.check.judging;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Where work goes that would hold up an event loop. */
public interface OnWorker {

  <T> Future<T> run(Callable<T> work);
}
