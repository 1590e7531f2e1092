package io.llmdevops.intake;

import io.llmdevops.task.Standing;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the store can be written, and who works on what is in it. Anybody may ask, as often as
 * they like, and must keep nobody from work: there is one look at a time, which all share who ask
 * meanwhile, and each is answered in time. Thread-safe.
 */
public final class Condition {

  private static final Logger log = LoggerFactory.getLogger(Condition.class);

  /** Whoever watches gives up after some seconds, and would take silence for the process's own. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final TaskStore store;
  private final Supplier<Future<Optional<Standing>>> standing;
  private final Duration patience;
  private Optional<Future<Optional<Standing>>> underWay = Optional.empty();

  /**
   * @param standing how this node and others stand together; empty where there are no others
   */
  public Condition(Vertx vertx, TaskStore store, Supplier<Future<Optional<Standing>>> standing) {
    this(vertx, store, standing, PATIENCE);
  }

  /**
   * @param patience after which whoever asks has an answer
   */
  Condition(
      Vertx vertx,
      TaskStore store,
      Supplier<Future<Optional<Standing>>> standing,
      Duration patience) {
    this.vertx = vertx;
    this.store = store;
    this.standing = standing;
    this.patience = patience;
  }

  /** Fails where the store does not answer; ends on the context of whoever asks. */
  Future<Optional<Standing>> look() {
    Promise<Optional<Standing>> answer = Promise.promise();
    var here = vertx.getOrCreateContext();
    var late = new TimeoutException("no answer within " + patience);
    var timer = vertx.setTimer(patience.toMillis(), tick -> answer.tryFail(late));
    shared()
        .onComplete(
            seen ->
                here.runOnContext(
                    back -> {
                      vertx.cancelTimer(timer);
                      pass(seen, answer);
                    }));
    return answer.future();
  }

  private static <T> void pass(AsyncResult<T> seen, Promise<T> to) {
    if (seen.succeeded()) {
      to.tryComplete(seen.result());
    } else {
      to.tryFail(seen.cause());
    }
  }

  private synchronized Future<Optional<Standing>> shared() {
    if (underWay.isEmpty()) {
      var looking =
          Future.succeededFuture()
              .compose(now -> store.ping())
              .compose(written -> standing.get())
              .onFailure(Condition::report);
      underWay = Optional.of(looking);
      looking.onComplete(over -> ended());
      return looking;
    }
    return underWay.get();
  }

  private synchronized void ended() {
    underWay = Optional.empty();
  }

  private static void report(Throwable failure) {
    log.atWarn()
        .setCause(failure instanceof StoreUnavailableException ? null : failure)
        .log("the store does not answer: {}", failure.getMessage());
  }
}
