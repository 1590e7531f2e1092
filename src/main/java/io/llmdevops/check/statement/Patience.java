package io.llmdevops.check.statement;

import io.llmdevops.model.talk.Relay;
import io.llmdevops.model.talk.Relay.Ending;
import io.llmdevops.pipeline.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How often models are asked about one version: once more for what was left out, and once more
 * after a failure that may pass, if that is soon.
 */
final class Patience {

  static final String NO_VERDICT = "the model gave no verdict";

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Deadline deadline;
  private final Hearing hearing;
  private final Relay<Void> relay;
  private boolean askedForTheRest;
  private boolean triedAgain;

  Patience(Vertx vertx, Deadline deadline, Hearing hearing, Relay<Void> relay) {
    this.vertx = vertx;
    this.deadline = deadline;
    this.hearing = hearing;
    this.relay = relay;
  }

  /**
   * Asks until there is nothing more to ask, or no use in it.
   *
   * @return why there is no verdict on what is left; fails as {@link Relay#run} does
   */
  Future<String> run() {
    return relay.run().compose(this::goOn);
  }

  private Future<String> goOn(Ending<Void> ending) {
    if (ending instanceof Ending.Never<Void> never) {
      return Future.succeededFuture(never.why());
    }
    if (ending instanceof Ending.Later<Void> later) {
      return later(later);
    }
    if (hearing.isOver() || askedForTheRest || deadline.leftForWriting().isZero()) {
      return Future.succeededFuture(NO_VERDICT);
    }
    askedForTheRest = true;
    return run();
  }

  private Future<String> later(Ending.Later<Void> later) {
    var after = later.after();
    if (triedAgain
        || after.compareTo(LONGEST_PAUSE) > 0
        || after.compareTo(deadline.leftForWriting()) >= 0) {
      return Future.succeededFuture(later.why());
    }
    triedAgain = true;
    return vertx
        .timer(Math.max(1, after.toMillis()), TimeUnit.MILLISECONDS)
        .compose(again -> run());
  }
}
