package io.llmdevops.pipeline;

import io.llmdevops.task.Claim;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due tasks of its states, runs its step on each, commits the outcome and announces the next
 * state. Woken by {@link #wake} and by its own timer; the database decides what there is to do.
 *
 * <p>Belongs to the context of the verticle that starts it: nothing here is called from elsewhere.
 */
public final class Stage {

  private static final Logger log = LoggerFactory.getLogger(Stage.class);

  private final Vertx vertx;
  private final TaskStore store;
  private final Clock clock;
  private final StageSettings settings;
  private final Step step;
  private final OutcomeWriter outcomes;
  private final StageMeters meters;
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random());

  private final Promise<Void> idle = Promise.promise();
  private long ticker = -1;
  private final Set<Lease> running = new HashSet<>();
  private boolean claiming;
  private boolean mayBeMore;
  private boolean stopping;
  private boolean abandoned;

  public Stage(Vertx vertx, TaskStore store, Clock clock, StageSettings settings, Step step) {
    this.vertx = vertx;
    this.store = store;
    this.clock = clock;
    this.settings = settings;
    this.step = step;
    this.outcomes = new OutcomeWriter(vertx, store, clock, settings, this::wakeAfter);
    this.meters = new StageMeters(vertx, settings.name(), clock);
  }

  /** Looks for work now, and from now on with every tick. */
  public void start() {
    ticker = vertx.setPeriodic(settings.tick().toMillis(), tick -> wake());
    wake();
  }

  /** Claims nothing more and waits, for a while, for the steps under way. */
  public Future<Void> stop() {
    stopping = true;
    vertx.cancelTimer(ticker);
    completeIfIdle();
    var patience = vertx.setTimer(Math.max(1, settings.drain().toMillis()), late -> abandon());
    return idle.future().onComplete(done -> vertx.cancelTimer(patience));
  }

  /**
   * The leases of what is still under way go back, so that it may begin nothing outside any more;
   * how it ends is no concern.
   */
  private void abandon() {
    abandoned = true;
    running.forEach(Lease::end);
    idle.tryComplete();
  }

  /**
   * There may be work.
   *
   * @return whether there is room for it here
   */
  public boolean wake() {
    mayBeMore = true;
    var hasRoom = running.size() < settings.concurrency() && !stopping;
    claimSome();
    return hasRoom;
  }

  private void claimSome() {
    var free = settings.concurrency() - running.size();
    if (stopping || claiming || !mayBeMore || free == 0) {
      return;
    }
    claiming = true;
    mayBeMore = false;
    var askedAt = System.nanoTime();
    store
        .claim(settings.states(), free)
        .onComplete(
            claims -> {
              claiming = false;
              mayBeMore |= claims.size() == free;
              // What comes too late goes back with the leases: nothing is begun any more.
              (stopping ? List.<Claim>of() : claims)
                  .forEach(
                      claim -> run(claim, new Lease(System::nanoTime, settings.lease(), askedAt)));
              claimSome();
              completeIfIdle();
            },
            cause -> {
              claiming = false;
              log.atWarn()
                  .setCause(cause instanceof StoreUnavailableException ? null : cause)
                  .log(
                      "{}: cannot claim, trying again with the next tick: {}",
                      settings.name(),
                      cause.getMessage());
              completeIfIdle();
            });
  }

  private void run(Claim claim, Lease lease) {
    running.add(lease);
    var measured = meters.begun(claim.task());
    log.atDebug()
        .addKeyValue("task", claim.id())
        .log("{}: claimed, fence {}", settings.name(), claim.fence());
    var renewing =
        vertx.setPeriodic(settings.lease().toMillis() / 3, tick -> renew(claim, lease, measured));
    attempt(new Work(claim, lease, new Deadline(clock, claim.task()), store))
        .recover(cause -> unexpected(claim, cause))
        .compose(outcome -> outcomes.write(claim, lease, outcome).map(outcome))
        .onComplete(measured::ended)
        .onComplete(
            done -> {
              vertx.cancelTimer(renewing);
              lease.end();
              running.remove(lease);
              if (done.failed() && !abandoned) {
                log.atWarn()
                    .addKeyValue("task", claim.id())
                    .setCause(done.cause() instanceof LeaseLostException ? null : done.cause())
                    .log("{}: outcome not stored: {}", settings.name(), done.cause().getMessage());
              }
              claimSome();
              completeIfIdle();
            });
  }

  private Future<Outcome> attempt(Work work) {
    if (isOverdue(work)) {
      var error = "not live within " + settings.taskTimeout() + " of its acceptance";
      return Future.succeededFuture(Outcome.fail(error));
    }
    // Within a future, so that whatever the step throws, an Error too, ends it and its renewals.
    return Future.succeededFuture(work).compose(step::run);
  }

  private boolean isOverdue(Work work) {
    return !work.task().state().clearsRepository()
        && work.deadline().age().compareTo(settings.taskTimeout()) >= 0;
  }

  private Future<Outcome> unexpected(Claim claim, Throwable cause) {
    if (cause instanceof LeaseLostException || abandoned) {
      return Future.failedFuture(cause);
    }
    if (cause instanceof RefusedException refused) {
      return Future.succeededFuture(Outcome.fail(refused.getMessage()));
    }
    var after = backoff.after(claim.task().attempts());
    if (cause instanceof HeldUpException heldUp) {
      return heldUp(claim, heldUp, heldUp.after().orElse(after));
    }
    if (cause instanceof StoreUnavailableException) {
      log.atWarn()
          .addKeyValue("task", claim.id())
          .log("{}: trying again in {}: {}", settings.name(), after, cause.getMessage());
      return Future.succeededFuture(Outcome.retry(after, "nothing could be stored for a while"));
    }
    meters.fault();
    log.atError()
        .addKeyValue("task", claim.id())
        .setCause(cause)
        .log("{}: unexpected fault, trying again in {}", settings.name(), after);
    return Future.succeededFuture(
        Outcome.retry(after, "unexpected fault in " + settings.name() + ", see the log"));
  }

  private Future<Outcome> heldUp(Claim claim, HeldUpException cause, Duration after) {
    var outcome = Future.succeededFuture(Outcome.retry(after, cause.getMessage()));
    return cause.isForAll()
        ? outcomes
            .putOffOthers(claim, after, cause.getMessage())
            .transform(whateverCameOfIt -> outcome)
        : outcome;
  }

  /** On time, and not with the next tick, which may be most of a short wait too late. */
  private void wakeAfter(Duration wait) {
    if (!stopping) {
      vertx.setTimer(Math.max(1, wait.toMillis()), due -> wake());
    }
  }

  private void renew(Claim claim, Lease lease, StageMeters.Run measured) {
    if (lease.isOver()) {
      return;
    }
    var askedAt = System.nanoTime();
    store
        .renew(claim)
        .onComplete(
            done -> lease.renewed(askedAt),
            cause -> {
              if (lease.isOver()) {
                // The step ended meanwhile, and with it the claim.
                return;
              }
              if (cause instanceof LeaseLostException) {
                lease.end();
                measured.leaseLost();
              }
              log.atWarn()
                  .addKeyValue("task", claim.id())
                  .log("{}: lease not renewed: {}", settings.name(), cause.getMessage());
            });
  }

  private void completeIfIdle() {
    if (stopping && running.isEmpty() && !claiming) {
      idle.tryComplete();
    }
  }
}
