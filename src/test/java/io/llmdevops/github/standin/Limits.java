package io.llmdevops.github.standin;

import io.llmdevops.github.standin.Options.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one token may ask, as GitHub Docs say, "Rate limits for the REST API": 5,000 requests an
 * hour; 100 at once; 900 points a minute (reading 1, changing 5); 80 changes a minute and 500 an
 * hour. Runs on the stand-in's event loop only.
 */
final class Limits {

  static final int AN_HOUR = 5_000;
  static final int AT_ONCE = 100;
  static final int POINTS_A_MINUTE = 900;
  static final int CHANGES_A_MINUTE = 80;
  static final int CHANGES_AN_HOUR = 500;

  /** So long after a refusal has left, a request may still have been sent before it arrived. */
  private static final Duration CROSSING = Duration.ofMillis(200);

  private static final String SECONDARY =
      "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  private static final String CREATION =
      "You have exceeded a secondary rate limit and have been temporarily blocked from content"
          + " creation. Please retry your request again later.";

  private final Options options;
  private final Journal journal;
  private final Duration hour;
  private final Window points;
  private final Window changesAMinute;
  private final Window changesAnHour;
  private int used;
  private boolean isTold;
  private int underWay;
  private Instant resetsAt = Instant.EPOCH;
  private Instant closedSince = Instant.EPOCH;
  private Instant closedUntil = Instant.EPOCH;
  private Instant quietUntil = Instant.EPOCH;
  private int bare;

  Limits(Options options, Journal journal) {
    this.options = options;
    this.journal = journal;
    hour = options.scaled(Duration.ofHours(1));
    var minute = options.scaled(Duration.ofMinutes(1));
    points = new Window(POINTS_A_MINUTE, minute);
    changesAMinute = new Window(CHANGES_A_MINUTE, minute);
    changesAnHour = new Window(CHANGES_AN_HOUR, hour);
  }

  /** Counts a request that is let through; gives the refusal of one that is not. */
  Optional<Answer> admit(Call call) {
    var now = Instant.now();
    renew(now);
    watch(call, now);
    var refusal = options.limits().flatMap(style -> refusal(call, style, now));
    if (refusal.isEmpty()) {
      count(call);
    }
    return refusal;
  }

  private void renew(Instant now) {
    if (!now.isBefore(resetsAt)) {
      used = 0;
      resetsAt = wholeSecond(now.plus(hour));
    }
  }

  private void watch(Call call, Instant now) {
    if (now.isBefore(quietUntil) && now.isAfter(closedSince.plus(CROSSING))) {
      journal.violation(
          Violation.Kind.INSIDE_CLOSED_WINDOW,
          call,
          "%d ms after it was told, %d ms before the end"
              .formatted(
                  Duration.between(closedSince, now).toMillis(),
                  Duration.between(now, quietUntil).toMillis()));
    }
  }

  private Optional<Answer> refusal(Call call, Refusal style, Instant now) {
    if (used >= AN_HOUR) {
      return Optional.of(exhausted(now));
    }
    var wait = Duration.between(now, closedUntil);
    var changing = call.kind().isChanging();
    var nanos = System.nanoTime();
    wait = longer(wait, points.until(nanos, weight(call)));
    var message = SECONDARY;
    if (changing) {
      var creation = longer(changesAMinute.until(nanos, 1), changesAnHour.until(nanos, 1));
      message = creation.compareTo(wait) > 0 ? CREATION : SECONDARY;
      wait = longer(wait, creation);
    }
    if (underWay >= AT_ONCE) {
      wait = longer(wait, options.scaled(Duration.ofMinutes(1)));
    }
    return wait.toNanos() > 0 ? Optional.of(refuse(style, wait, message, now)) : Optional.empty();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Answer exhausted(Instant now) {
    close(resetsAt, now);
    return Answer.error(
        403,
        "API rate limit exceeded for user ID 1001. If you reach out to GitHub Support for"
            + " help, please include the request ID.");
  }

  /** In one of the forms that the documentation allows. */
  Answer refuse(Refusal style, Duration wait, String message, Instant now) {
    var seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
    switch (style) {
      case RETRY_AFTER, TOO_MANY_REQUESTS -> {
        close(now.plusSeconds(seconds), now);
        return Answer.error(style == Refusal.RETRY_AFTER ? 403 : 429, message)
            .with("Retry-After", Long.toString(seconds));
      }
      case RESET -> {
        var until = wholeSecond(now.plus(wait));
        close(until, now);
        return Answer.error(403, message)
            .with("X-RateLimit-Remaining", "0")
            .with("X-RateLimit-Reset", Long.toString(until.getEpochSecond()));
      }
      default -> {
        closeUntold(now.plus(longer(wait, options.scaled(Duration.ofMinutes(1)))), now);
        return Answer.error(403, message);
      }
    }
  }

  /** For the next calls with this token, as if it had asked too much. */
  Answer close(Refusal style, Duration githubs) {
    return refuse(style, options.scaled(githubs), SECONDARY, Instant.now());
  }

  /** To be told again does not make it longer, but for the rounding. */
  private void close(Instant until, Instant now) {
    if (!now.isBefore(closedUntil) || until.isAfter(closedUntil.plusSeconds(1))) {
      closedUntil = until;
      closedSince = now;
      quietUntil = until;
    }
  }

  /** Nobody can know for how long: a minute is asked for, and twice as much each time. */
  private void closeUntold(Instant until, Instant now) {
    closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
    if (!now.isBefore(quietUntil)) {
      closedSince = now;
      quietUntil = now.plus(options.scaled(Duration.ofMinutes(1L << bare++)));
    }
  }

  private void count(Call call) {
    var now = System.nanoTime();
    // Where nothing is limited, as many as a long test needs, unless the test has said how many.
    if (options.limits().isPresent() || isTold || used < AN_HOUR / 2) {
      used++;
    }
    underWay++;
    bare = 0;
    points.take(now, weight(call));
    if (call.kind().isChanging()) {
      changesAMinute.take(now, 1);
      changesAnHour.take(now, 1);
    }
  }

  private static int weight(Call call) {
    return call.kind().isChanging() ? 5 : 1;
  }

  /** It costs nothing after all. */
  void free() {
    used = Math.max(0, used - 1);
  }

  /** An answer that was let through has been made. */
  void ended() {
    underWay--;
    if (options.limits().isPresent() && used >= AN_HOUR) {
      close(resetsAt, Instant.now());
    }
  }

  /** As if so many had been made. */
  void spend(int requests) {
    renew(Instant.now());
    isTold = true;
    used += requests;
  }

  void leave(int requests) {
    resetsAt = Instant.EPOCH;
    renew(Instant.now());
    isTold = true;
    used = AN_HOUR - requests;
  }

  void spendChanges(int changes) {
    changesAnHour.take(System.nanoTime(), changes);
  }

  private static Instant wholeSecond(Instant instant) {
    return Instant.ofEpochSecond(instant.plusNanos(999_999_999).getEpochSecond());
  }

  /** What every answer tells, unless it has told otherwise. */
  Answer told(Answer answer) {
    var told =
        answer
            .with("X-RateLimit-Limit", Integer.toString(AN_HOUR))
            .with("X-RateLimit-Used", Integer.toString(used))
            .with("X-RateLimit-Resource", "core");
    return told.headers().containsKey("X-RateLimit-Remaining")
        ? told
        : told.with("X-RateLimit-Remaining", Integer.toString(Math.max(0, AN_HOUR - used)))
            .with("X-RateLimit-Reset", Long.toString(resetsAt.getEpochSecond()));
  }

  /** For {@code GET /rate_limit}. */
  JsonObject overview() {
    var core =
        new JsonObject()
            .put("limit", AN_HOUR)
            .put("used", used)
            .put("remaining", Math.max(0, AN_HOUR - used))
            .put("reset", resetsAt.getEpochSecond());
    var search =
        new JsonObject()
            .put("limit", 30)
            .put("used", 0)
            .put("remaining", 30)
            .put("reset", resetsAt.getEpochSecond());
    var resources = new JsonObject().put("core", core).put("search", search);
    return new JsonObject().put("resources", resources).put("rate", core);
  }
}
