package io.llmdevops.check;

import io.llmdevops.pipeline.Work;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.StoreUnavailableException;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unexpected is tried again by the stage. But what a page or a model makes of our own code it
 * may make of it every time, and that must not keep a task from its end.
 */
final class LastTry {

  private static final Logger log = LoggerFactory.getLogger(LastTry.class);
  private static final int TRIES = 3;

  private LastTry() {}

  /**
   * What was judged or, once there have been tries enough, what is left without it.
   *
   * @param what is judged, for the log
   */
  static <T> Future<T> or(Work work, String what, Future<T> judged, Supplier<T> without) {
    return judged.recover(
        cause -> {
          if (isExpected(cause) || work.task().attempts() < TRIES) {
            return Future.failedFuture(cause);
          }
          log.atError()
              .addKeyValue("task", work.id())
              .setCause(cause)
              .log("{}: no verdict in {} tries, going on without", what, TRIES);
          return Future.succeededFuture(without.get());
        });
  }

  private static boolean isExpected(Throwable cause) {
    return cause instanceof LeaseLostException
        || cause instanceof HeldUpException
        || cause instanceof RefusedException
        || cause instanceof StoreUnavailableException;
  }
}
