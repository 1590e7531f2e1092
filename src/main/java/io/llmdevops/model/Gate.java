package io.llmdevops.model;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Lets so many calls of models be under way on a node at once and has the others wait, without a
 * thread. Thread-safe: stages on threads of their own share it.
 */
public final class Gate {

  /**
   * What a call is for. Those named first go first, within one kind in the order in which they
   * came: a version to be judged is nearly done, and its call takes seconds where writing takes
   * minutes. Writers do not starve for it, since nothing is judged that was not written before.
   */
  public enum Purpose {
    JUDGING,
    WRITING
  }

  private final Map<Purpose, Queue<Pass>> waiting = new EnumMap<>(Purpose.class);
  private int free;

  /**
   * @param calls at once
   */
  public Gate(int calls) {
    this.free = calls;
    Stream.of(Purpose.values()).forEach(each -> waiting.put(each, new ArrayDeque<>()));
  }

  /**
   * Comes to the gate; to be called on a context of Vert.x.
   *
   * @param patience how long to wait for a turn
   */
  public Pass come(Purpose purpose, Duration patience) {
    var pass = new Pass(purpose);
    synchronized (this) {
      pass.inside = free > 0;
      if (pass.inside) {
        free--;
      } else {
        waiting.get(purpose).add(pass);
      }
    }
    pass.begin(patience);
    return pass;
  }

  private synchronized boolean turnAway(Pass pass) {
    return waiting.get(pass.purpose).remove(pass);
  }

  private synchronized Optional<Pass> next() {
    var next =
        waiting.values().stream().filter(each -> !each.isEmpty()).findFirst().map(Queue::remove);
    next.ifPresentOrElse(each -> each.inside = true, () -> free++);
    return next;
  }

  /** Somebody who calls a model, or waits for a turn to do so. */
  public final class Pass {

    private final Purpose purpose;
    private final Context context = Vertx.currentContext();
    private final Promise<Void> turn = Promise.promise();
    private volatile boolean inside;

    private Pass(Purpose purpose) {
      this.purpose = purpose;
    }

    private void begin(Duration patience) {
      if (inside) {
        turn.tryComplete();
        return;
      }
      var timer =
          context.owner().setTimer(Math.max(1, patience.toMillis()), late -> loosePatience());
      turn.future().onComplete(over -> context.owner().cancelTimer(timer));
    }

    private void loosePatience() {
      if (turnAway(this)) {
        turn.fail(new TimeoutException("no turn came in time"));
      }
    }

    /**
     * When the call may be made, on the context of whoever came; fails with {@link
     * TimeoutException} where no turn came in time.
     */
    public Future<Void> turn() {
      return turn.future();
    }

    /** The call is over, or not wanted any more. To be called once, whatever came of it. */
    public void leave() {
      if (inside) {
        next().ifPresent(next -> next.context.runOnContext(now -> next.turn.tryComplete()));
      } else {
        turnAway(this);
      }
    }
  }
}
