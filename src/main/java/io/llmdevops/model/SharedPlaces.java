package io.llmdevops.model;

import io.llmdevops.task.CallPermits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places that all nodes share, by way of the store: who waits for one asks again and again, and at
 * once when this node has given one back. Everything happens on the context that this was made on,
 * which has to outlive whoever calls.
 */
final class SharedPlaces implements Places {

  private static final Logger log = LoggerFactory.getLogger(SharedPlaces.class);

  /** So long after a node's end its places are free again. */
  private static final Duration HELD = Duration.ofSeconds(30);

  private static final long FIRST_WAIT_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 400;

  private final Vertx vertx;
  private final Context context;
  private final CallPermits permits;
  private final int most;
  private Optional<Waiting> waiting = Optional.empty();

  /**
   * @param most calls of all nodes at once
   */
  SharedPlaces(Vertx vertx, CallPermits permits, int most) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.permits = permits;
    this.most = most;
  }

  @Override
  public Future<Optional<Place>> next(BooleanSupplier wanted) {
    var waiter = new Waiting(wanted);
    context.runOnContext(
        here -> {
          waiting = Optional.of(waiter);
          waiter.ask();
        });
    return waiter.place.future();
  }

  /** A line of its own in the store, the node's one after the other. */
  private final class Waiting {

    private final String call = UUID.randomUUID().toString();
    private final Promise<Optional<Place>> place = Promise.promise();
    private final BooleanSupplier wanted;
    private long wait = FIRST_WAIT_MILLIS;
    private Optional<Long> timer = Optional.empty();
    private boolean asking;
    private boolean askAgain;

    Waiting(BooleanSupplier wanted) {
      this.wanted = wanted;
    }

    private void ask() {
      timer.ifPresent(vertx::cancelTimer);
      timer = Optional.empty();
      if (!wanted.getAsBoolean()) {
        end(Optional.empty());
        permits.giveBack(call).onFailure(SharedPlaces::runsOut);
        return;
      }
      asking = true;
      permits
          .take(call, most, HELD)
          .otherwise(this::notNow)
          .onComplete(answer -> context.runOnContext(here -> answered(answer.result())));
    }

    private boolean notNow(Throwable cause) {
      log.debug("the store cannot be asked for a model's turn", cause);
      return false;
    }

    private void answered(boolean granted) {
      asking = false;
      if (granted) {
        end(Optional.of(new Held(call)));
      } else if (askAgain) {
        askAgain = false;
        ask();
      } else {
        // Not all nodes at the same moments.
        timer = Optional.of(vertx.setTimer(wait / 2 + random(wait), due -> ask()));
        wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
      }
    }

    private void end(Optional<Place> with) {
      waiting = Optional.empty();
      place.complete(with);
    }

    private void askNow() {
      if (asking) {
        askAgain = true;
      } else {
        ask();
      }
    }
  }

  private static long random(long bound) {
    return ThreadLocalRandom.current().nextLong(bound);
  }

  /** A permit that is renewed for as long as its call takes. */
  private final class Held implements Place {

    private final String call;
    private final long timer;
    private Future<Void> renewed = Future.succeededFuture();

    Held(String call) {
      this.call = call;
      this.timer = vertx.setPeriodic(HELD.toMillis() / 3, tick -> renew());
    }

    private void renew() {
      if (renewed.isComplete()) {
        renewed = permits.renew(call, HELD);
        renewed.onFailure(cause -> log.debug("a model's turn is not renewed", cause));
      }
    }

    @Override
    public void giveBack() {
      context.runOnContext(
          here -> {
            vertx.cancelTimer(timer);
            // A renewal that came after it would hold a permit that nobody has.
            renewed
                .transform(over -> permits.giveBack(call))
                .onFailure(SharedPlaces::runsOut)
                .onComplete(
                    free -> context.runOnContext(now -> waiting.ifPresent(Waiting::askNow)));
          });
    }
  }

  private static void runsOut(Throwable cause) {
    log.debug("a model's turn is not given back and will run out", cause);
  }
}
