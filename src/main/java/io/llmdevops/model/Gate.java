package io.llmdevops.model;

import io.llmdevops.task.CallPermits;
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
 * Lets so many calls of models be under way at once, on a node and, where that is limited, on all
 * nodes together, and has the others wait, without a thread. Thread-safe: stages on threads of
 * their own share it.
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
  private final Places places;
  private final String settings;
  private int free;
  private boolean asking;

  /**
   * @param calls at once, on this node
   */
  public Gate(int calls) {
    this(calls, Places.UNLIMITED, "LLM_CONCURRENCY");
  }

  /**
   * Limits the calls of all nodes together as well. To be made on a context that outlives whoever
   * comes.
   *
   * @param calls at once, on this node
   * @param ofAllNodes at once, on all nodes that share these permits
   */
  public Gate(Vertx vertx, int calls, CallPermits permits, int ofAllNodes) {
    this(
        calls,
        new SharedPlaces(vertx, permits, ofAllNodes),
        "LLM_CONCURRENCY, LLM_CLUSTER_CONCURRENCY");
  }

  private Gate(int calls, Places places, String settings) {
    this.free = calls;
    this.places = places;
    this.settings = settings;
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
      waiting.get(purpose).add(pass);
    }
    letIn();
    pass.begin(patience);
    return pass;
  }

  private synchronized boolean turnAway(Pass pass) {
    return waiting.get(pass.purpose).remove(pass);
  }

  private synchronized boolean isAnybodyWaiting() {
    return waiting.values().stream().anyMatch(each -> !each.isEmpty());
  }

  /** One after the other, and whoever comes first when there is a place: a judge may have come. */
  private void letIn() {
    synchronized (this) {
      if (asking || free == 0 || !isAnybodyWaiting()) {
        return;
      }
      asking = true;
    }
    places
        .next(this::isAnybodyWaiting)
        .onSuccess(place -> place.ifPresentOrElse(this::admit, this::nobody));
  }

  private void admit(Places.Place place) {
    var next = next(place);
    next.ifPresentOrElse(Pass::enter, place::giveBack);
    letIn();
  }

  private void nobody() {
    synchronized (this) {
      asking = false;
    }
    letIn();
  }

  private synchronized Optional<Pass> next(Places.Place place) {
    asking = false;
    var next =
        waiting.values().stream().filter(each -> !each.isEmpty()).findFirst().map(Queue::remove);
    next.ifPresent(
        each -> {
          free--;
          each.place = Optional.of(place);
        });
    return next;
  }

  private synchronized Optional<Places.Place> leave(Pass pass) {
    var place = pass.place;
    pass.place = Optional.empty();
    place.ifPresent(free -> this.free++);
    return place;
  }

  /** Somebody who calls a model, or waits for a turn to do so. */
  public final class Pass {

    private final Purpose purpose;
    private final Context context = Vertx.currentContext();
    private final Promise<Void> turn = Promise.promise();
    private Optional<Places.Place> place = Optional.empty();

    private Pass(Purpose purpose) {
      this.purpose = purpose;
    }

    private void begin(Duration patience) {
      if (turn.future().isComplete()) {
        return;
      }
      var timer =
          context.owner().setTimer(Math.max(1, patience.toMillis()), late -> loosePatience());
      turn.future().onComplete(over -> context.owner().cancelTimer(timer));
    }

    private void loosePatience() {
      if (turnAway(this)) {
        turn.fail(
            new TimeoutException(
                "the models of this node were busy all the time (" + settings + ")"));
      }
    }

    private void enter() {
      if (context == Vertx.currentContext()) {
        turn.tryComplete();
      } else {
        context.runOnContext(now -> turn.tryComplete());
      }
    }

    /**
     * When the call may be made, on the context of whoever came; fails with {@link
     * TimeoutException}, which says what was limited, where no turn came in time.
     */
    public Future<Void> turn() {
      return turn.future();
    }

    /** The call is over, or not wanted any more. To be called once, whatever came of it. */
    public void leave() {
      turnAway(this);
      Gate.this.leave(this).ifPresent(Places.Place::giveBack);
      letIn();
    }
  }
}
