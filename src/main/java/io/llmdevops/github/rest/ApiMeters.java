package io.llmdevops.github.rest;

import io.llmdevops.metrics.Meters;
import io.llmdevops.metrics.Scale;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What is measured of GitHub's API: how long it takes, and what it leaves us, by its own word
 * (GitHub Docs, "Rate limits for the REST API"). Not a number until it has said so.
 */
final class ApiMeters {

  private static final String CORE = "core";

  private final LongSupplier nanoTime;
  private final MeterProvider<Timer> requests;
  private final Counter closings;
  private final AtomicLong closedUntil;
  private volatile double limit = Double.NaN;
  private volatile double remaining = Double.NaN;
  private volatile double resetsAt = Double.NaN;

  /**
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  ApiMeters(Vertx vertx, LongSupplier nanoTime) {
    var meters = Meters.of(vertx);
    this.nanoTime = nanoTime;
    this.closedUntil = new AtomicLong(nanoTime.getAsLong());
    this.requests =
        meters.timers("engine.github.request", "Requests to GitHub's API, by status", Scale.CALL);
    this.closings =
        meters.counter(
            "engine.github.windows.closed", "Answers after which nothing may be asked for a while");
    meters.gauge("engine.github.limit", "Requests that GitHub allows until the reset", () -> limit);
    meters.gauge("engine.github.limit.remaining", "How many of them are left", () -> remaining);
    meters.gauge(
        "engine.github.limit.reset.timestamp.seconds",
        "When there will be all of them again, since 1970",
        () -> resetsAt);
    meters.gauge(
        "engine.github.closed.seconds",
        "For how long nothing may be asked of GitHub, 0 where it may",
        this::closedSeconds);
  }

  private double closedSeconds() {
    var left = closedUntil.get() - nanoTime.getAsLong();
    return (double) Math.max(0, left) / TimeUnit.SECONDS.toNanos(1);
  }

  /** A request has had this answer. */
  void answered(Wire.Outgoing request, Answer answer, long startedAt) {
    took(request, answer.status() / 100 + "xx", startedAt);
    if (answer.header("x-ratelimit-resource").orElse(CORE).equals(CORE)) {
      answer.number("x-ratelimit-limit").ifPresent(value -> limit = value);
      answer.number("x-ratelimit-remaining").ifPresent(value -> remaining = value);
      answer.number("x-ratelimit-reset").ifPresent(value -> resetsAt = value);
    }
  }

  /** A request was made, and no answer came. */
  void unanswered(Wire.Outgoing request, long startedAt) {
    took(request, "none", startedAt);
  }

  private void took(Wire.Outgoing request, String status, long startedAt) {
    var kind = request.method().equals(HttpMethod.GET) ? "read" : "change";
    requests
        .withTags("kind", kind, "status", status)
        .record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
  }

  /** GitHub has told us to wait. */
  void closed() {
    closings.increment();
  }

  /** For so long nothing may be asked; zero where it may. */
  void closedFor(Duration left) {
    closedUntil.set(nanoTime.getAsLong() + left.toNanos());
  }
}
