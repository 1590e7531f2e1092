package io.llmdevops.github.rest;

import io.llmdevops.task.HeldUpException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * One after the other: what is first in line goes on when what went before has ended, well or not.
 * Waiting holds no thread. Belongs to one context.
 */
final class Line {

  /** Else a page would count as not live only because there was always something to read. */
  static final int BEFORE_A_PATIENT_ONE = 5;

  private final Vertx vertx;
  private final Duration patience;
  private final Duration comeBack;
  private final Deque<Runnable> first = new ArrayDeque<>();
  private final Deque<Runnable> others = new ArrayDeque<>();
  private final Deque<Runnable> patient = new ArrayDeque<>();
  private boolean busy;
  private int passedOver;

  /**
   * @param patience after so long in line it is better to come back
   * @param comeBack when
   */
  Line(Vertx vertx, Duration patience, Duration comeBack) {
    this.vertx = vertx;
    this.patience = patience;
    this.comeBack = comeBack;
  }

  /** The work goes before all that is not {@code first}. */
  <T> Future<T> first(Supplier<Future<T>> work) {
    return join(first, work);
  }

  <T> Future<T> last(Supplier<Future<T>> work) {
    return join(others, work);
  }

  /** The work lets some others go before, and all that is {@code first}. */
  <T> Future<T> patient(Supplier<Future<T>> work) {
    return join(patient, work);
  }

  private <T> Future<T> join(Deque<Runnable> line, Supplier<Future<T>> work) {
    var end = Promise.<T>promise();
    var leaving = new Runnable[1];
    var impatience =
        vertx.setTimer(
            patience.toMillis(),
            late -> {
              if (line.remove(leaving[0])) {
                end.fail(HeldUpException.until(comeBack, "too many wait to speak to GitHub"));
              }
            });
    leaving[0] =
        () -> {
          vertx.cancelTimer(impatience);
          Home.attempt(work).onComplete((result, cause) -> next(end, result, cause));
        };
    line.add(leaving[0]);
    goOn();
    return end.future();
  }

  /** Whoever waits hears of it first, since that may put something more urgent in line. */
  private <T> void next(Promise<T> end, T result, Throwable cause) {
    busy = false;
    end.complete(result, cause);
    goOn();
  }

  private void goOn() {
    var next = busy ? null : poll();
    if (next != null) {
      busy = true;
      next.run();
    }
  }

  private Runnable poll() {
    if (!first.isEmpty()) {
      return first.poll();
    }
    var othersGo = passedOver < BEFORE_A_PATIENT_ONE && !others.isEmpty() || patient.isEmpty();
    passedOver = othersGo && !patient.isEmpty() ? passedOver + 1 : 0;
    return (othersGo ? others : patient).poll();
  }
}
