package io.llmdevops.notification;

import io.llmdevops.metrics.Meters;
import io.llmdevops.metrics.Scale;
import io.llmdevops.net.RefusedAddressException;
import io.llmdevops.task.LeaseLostException;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import java.time.Duration;

/** What is measured of callbacks: each attempt, and what came of it. */
final class CallbackMeters {

  private final MeterProvider<Timer> attempts;

  CallbackMeters(Vertx vertx) {
    attempts =
        Meters.of(vertx)
            .timers("engine.callback", "Attempts at a callback, by what came of them", Scale.CALL);
  }

  /** An attempt has ended: with an answer, or with a fault where that is null. */
  void ended(long begunAt, CallbackClient.Answer answer, Throwable cause) {
    // Without a lease nobody was called.
    if (!(cause instanceof LeaseLostException)) {
      attempts
          .withTags("result", answer == null ? result(cause) : result(answer.status()))
          .record(Duration.ofNanos(System.nanoTime() - begunAt));
    }
  }

  private static String result(int status) {
    if (status / 100 == 2) {
      return "delivered";
    }
    return status == CallbackStep.GONE ? "stopped" : "turned_away";
  }

  private static String result(Throwable cause) {
    return cause instanceof RefusedAddressException ? "forbidden" : "unanswered";
  }
}
