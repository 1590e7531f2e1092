package io.llmdevops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.llmdevops.chaos.Plan.Aim;
import io.llmdevops.chaos.SharedMachine.Span;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/** Kills an engine under load again and again, and looks at what is left each time. */
public final class Siege implements AutoCloseable {

  /**
   * Within this of its start an engine has gone on with what its former self left, on a machine
   * that is its own: where others take most of the processors, a start takes longer, whoever's.
   */
  private static final Duration GOES_ON = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration FEEDING_TIME = Duration.ofMillis(500);
  private static final int ENOUGH_TASKS = 8;

  private final Vertx vertx = Vertx.vertx();
  private final Random random;
  private final Workshop workshop;
  private final Evaluator evaluator;
  private final Load load;
  private final Deaths deaths = new Deaths();
  private final Plan plan;
  private final List<Span> recoveries = new ArrayList<>();
  private final Logger vertxLog = (Logger) LoggerFactory.getLogger("io.vertx.core");
  private Snapshot before = Snapshot.EMPTY;
  private Life life;
  private boolean toBeRepaired;

  /**
   * @param folder empty; the engine's home
   * @param kills how many at least
   */
  public Siege(Path jar, Path folder, int kills, long seed) throws Exception {
    // Every kill resets connections: here that is no news.
    vertxLog.setLevel(Level.OFF);
    random = new Random(seed);
    workshop = new Workshop(jar, folder);
    evaluator = new Evaluator(vertx);
    load = new Load(vertx, workshop.url(), Workshop.SECRET, evaluator.url(), random);
    plan = new Plan(kills, deaths, random);
  }

  /** Kills until the plan is done; fails where an engine has forgotten, doubled or stalled. */
  public void lay() throws Exception {
    while (!plan.isDone()) {
      assertThat(plan.isHopeless()).as("never hit: " + plan.missed()).isFalse();
      var leases = before.tasks().values().stream().anyMatch(Snapshot.Row::claimed);
      liveAndDie(plan.next(leases));
    }
    assertThat(deaths.statesMissing()).as("states without a kill in their step").isEmpty();
    assertThat(deaths.cutShort()).as("calls cut short").isPositive();
  }

  private void liveAndDie(Aim aim) throws Exception {
    var lostBefore = lost(aim.point());
    life = workshop.start(before);
    aim(aim);
    if (!aim.point().isStart()) {
      goOn();
      load.sendAgain();
      load.feed(repairedNext());
      disturbIntake(aim.point());
    }
    awaitDeath(aim);
    load.settle();
    var after = workshop.snapshot();
    deaths.examine(life, before, after, lost(aim.point()) > lostBefore, aim.point());
    if (!aim.point().isStart()) {
      noteRecovery();
    }
    before = after;
    evaluator.answer();
    assertNothingIsWrong();
  }

  private void aim(Aim aim) {
    switch (aim.point()) {
      case START_EARLY -> {
        var start = aim.delay().toMillis();
        CompletableFuture.delayedExecutor(start, TimeUnit.MILLISECONDS).execute(life::kill);
      }
      case START_LEASES_BACK -> life.killAtLeasesBack();
      case LIVE_CALLBACK_UNDER_WAY -> evaluator.hold(life::kill);
      case REQUEST_HALF_SENT -> {
        // See disturbIntake.
      }
      case REQUESTS_UNANSWERED -> life.killAt(KillPoint.ACCEPTED_WAITING, aim.delay());
      default -> life.killAt(aim.point(), aim.delay());
    }
  }

  /** Work goes on with what was there before the engine hears of anything new. */
  private void goOn() throws Exception {
    if (!before.due().isEmpty()) {
      life.awaitProgress(PATIENCE);
    }
    life.awaitReady(PATIENCE);
  }

  private void disturbIntake(KillPoint point) {
    if (point == KillPoint.REQUEST_HALF_SENT) {
      load.sendHalf().onComplete(sent -> life.kill());
    } else if (point == KillPoint.REQUESTS_UNANSWERED) {
      load.burst();
    }
  }

  private void awaitDeath(Aim aim) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!life.hasEndedWithin(FEEDING_TIME)) {
      assertThat(System.nanoTime()).as("nothing has come to " + aim).isLessThan(end);
      if (life.isReady() && life.unfinished() < ENOUGH_TASKS) {
        load.feed(repairedNext());
      }
    }
    assertThat(life.exitCode()).as("killed by SIGKILL").isEqualTo(128 + 9);
  }

  private boolean repairedNext() {
    toBeRepaired = !toBeRepaired;
    return toBeRepaired;
  }

  private int lost(KillPoint point) {
    return point == KillPoint.REQUEST_HALF_SENT ? load.lostHalves() : load.failures();
  }

  private void noteRecovery() {
    if (before.due().isEmpty()) {
      return;
    }
    assertThat(life.hasProgressed()).as("work has gone on").isTrue();
    assertThat(life.progress().alone()).as("work goes on").isLessThanOrEqualTo(GOES_ON);
    recoveries.add(life.progress());
  }

  private void assertNothingIsWrong() {
    assertThat(load.refusals()).as("refused requests").isEmpty();
    assertThat(before.tasks().keySet())
        .as("what was answered 200 is stored")
        .containsAll(load.answered().keySet());
    assertThat(deaths.violations()).isEmpty();
  }

  /** Lets the engine live and finish everything; then holds all that it has made against it. */
  public void lift() throws Exception {
    life = workshop.start(before);
    goOn();
    noteRecovery();
    load.sendAgain();
    load.settle();
    life.await(() -> life.unfinished() == 0, Duration.ofMinutes(2));
    assertThat(life.errors()).isEmpty();
    new Proof(vertx, workshop, evaluator, load).ofServing();
    life.stop();
    new Proof(vertx, workshop, evaluator, load).ofData(deaths.cutShort());
  }

  /** What happened, for people. */
  public String summary() {
    var counts =
        "%d kills (%d calls of a model cut short), %d tasks answered, %d requests lost,"
            + " %d callbacks;";
    return counts.formatted(
            deaths.count(),
            deaths.cutShort(),
            load.answered().size(),
            load.failures(),
            evaluator.count())
        + " work went on after "
        + medianAndSlowest(Span::wall)
        + ", by the processor time that others left after "
        + medianAndSlowest(Span::alone)
        + "\n"
        + "kills with a task, start or request at:\n"
        + deaths.table();
  }

  private String medianAndSlowest(Function<Span, Duration> time) {
    var sorted = recoveries.stream().map(time).map(Duration::toMillis).sorted().toList();
    return sorted.isEmpty()
        ? "no restart"
        : "%d ms (median), %d ms (slowest of %d restarts)"
            .formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), sorted.size());
  }

  /** The end of the last engine's log. */
  public String tail() throws Exception {
    return life == null ? "" : life.tail();
  }

  @Override
  public void close() {
    vertxLog.setLevel(null);
    if (life != null) {
      life.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
