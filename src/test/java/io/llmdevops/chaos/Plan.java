package io.llmdevops.chaos;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Where to kill next: whatever has not been hit, then anywhere, up to some 30 ms late. */
final class Plan {

  /** What the short form has to hit: every state, inside its step, a start, and both of intake. */
  private static final Set<KillPoint> ESSENTIAL =
      EnumSet.of(
          KillPoint.START_EARLY,
          KillPoint.REQUEST_HALF_SENT,
          KillPoint.REQUESTS_UNANSWERED,
          KillPoint.ACCEPTED_MODEL_WRITES,
          KillPoint.GENERATED_CLAIMED,
          KillPoint.REJECTED_MODEL_REPAIRS,
          KillPoint.CHECKED_MAIN_MOVES,
          KillPoint.PUBLISHED_CLAIMED,
          KillPoint.LIVE_CALLBACK_UNDER_WAY,
          KillPoint.NOTIFIED_JUST_NOW);

  private static final int LATEST_MILLIS = 30;
  private static final int LATEST_START_MILLIS = 600;

  private final int wanted;
  private final Set<KillPoint> goals;
  private final Deaths deaths;
  private final Random random;

  record Aim(KillPoint point, Duration delay) {}

  /**
   * @param wanted how many kills at least; fewer than there are points is the short form
   */
  Plan(int wanted, Deaths deaths, Random random) {
    this.wanted = wanted;
    this.goals = wanted < KillPoint.values().length ? ESSENTIAL : EnumSet.allOf(KillPoint.class);
    this.deaths = deaths;
    this.random = random;
  }

  boolean isDone() {
    return deaths.count() >= wanted && missed().isEmpty();
  }

  /** So many kills and there are still points that none has hit. */
  boolean isHopeless() {
    return deaths.count() >= Math.max(40, 2 * wanted);
  }

  List<KillPoint> missed() {
    return goals.stream().filter(point -> !deaths.isSeen(point)).toList();
  }

  /**
   * @param leases a start would take some back
   */
  Aim next(boolean leases) {
    var possible =
        missed().stream().filter(point -> leases || point != KillPoint.START_LEASES_BACK).toList();
    if (!possible.isEmpty()) {
      // Not always the first: some can be hit only when tasks have come so far.
      var point = possible.get(deaths.count() % Math.min(3, possible.size()));
      return new Aim(point, point.isStart() ? early() : Duration.ZERO);
    }
    var all =
        Stream.of(KillPoint.values())
            .filter(point -> leases || point != KillPoint.START_LEASES_BACK)
            .toList();
    var point = all.get(random.nextInt(all.size()));
    return new Aim(
        point, point.isStart() ? early() : Duration.ofMillis(random.nextInt(LATEST_MILLIS + 1)));
  }

  private Duration early() {
    return Duration.ofMillis(random.nextInt(LATEST_START_MILLIS) + 1L);
  }
}
