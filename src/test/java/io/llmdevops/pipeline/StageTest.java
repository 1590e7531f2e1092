package io.llmdevops.pipeline;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static io.llmdevops.task.TaskState.ACCEPTED;
import static io.llmdevops.task.TaskState.FAILED;
import static io.llmdevops.task.TaskState.GENERATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.SettableClock;
import io.llmdevops.bus.Addresses;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Fact;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StageTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(30);

  private final SettableClock clock = new SettableClock();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final BlockingQueue<TaskId> steps = new LinkedBlockingQueue<>();
  @TempDir Path dataDir;
  private SqlTaskStore store;
  private Stage stage;

  @BeforeEach
  void open() throws SQLException {
    Addresses.register(vertx);
    store = StoreFixture.open(vertx, dataDir, clock);
  }

  @AfterEach
  void close() throws SQLException {
    await(vertx.close());
    store.close();
  }

  private TaskId accept(String task) {
    return accept(task, 1);
  }

  private TaskId accept(String task, int round) {
    var wanted = newTask(request(task, round));
    await(store.accept(wanted, NO_LIMIT));
    return wanted.id();
  }

  private void start(int concurrency, Duration lease, Duration tick, Step step) {
    var settings =
        new StageSettings(
            "test", Set.of(ACCEPTED), concurrency, lease, tick, LONG, Duration.ofHours(1));
    Step noted =
        work -> {
          steps.add(work.id());
          return step.run(work);
        };
    stage = new Stage(vertx, store, clock, settings, noted);
    context.runOnContext(go -> stage.start());
  }

  private void wake() {
    context.runOnContext(go -> stage.wake());
  }

  private TaskId nextStep() throws InterruptedException {
    var id = steps.poll(20, TimeUnit.SECONDS);
    assertThat(id).as("a step").isNotNull();
    return id;
  }

  private TaskReport report(TaskId id) {
    return await(store.report(id)).orElseThrow();
  }

  private static Future<Outcome> written() {
    var version = new Version(1, "m", "s", Optional.empty(), List.of(), List.of(), List.of());
    return Future.succeededFuture(
        Outcome.advance(GENERATED, "written", new Fact.VersionWritten(version)));
  }

  private Future<TaskId> announced() {
    var promise = Promise.<TaskId>promise();
    Addresses.TASK_GENERATED.consume(vertx, message -> promise.tryComplete(message.id()));
    return promise.future();
  }

  @Test
  void claimsRunsCommitsAndAnnounces() {
    var announced = announced();
    var id = accept("t");
    start(1, LONG, LONG, work -> written());

    assertThat(await(announced)).isEqualTo(id);
    assertThat(report(id).task().state()).isEqualTo(GENERATED);
  }

  @Test
  void aWakeUpIsEnough() throws InterruptedException {
    start(1, LONG, LONG, work -> written());
    var id = accept("t");
    wake();
    assertThat(nextStep()).isEqualTo(id);
  }

  @Test
  void theTickAloneIsEnough() throws InterruptedException {
    start(1, LONG, SHORT, work -> written());
    var id = accept("t");
    assertThat(nextStep()).isEqualTo(id);
  }

  @Test
  void neverRunsMoreThanItsConcurrencyAndGetsThroughAllTheSame() throws InterruptedException {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    for (var i = 0; i < 20; i++) {
      accept("t" + i);
    }
    start(
        3,
        LONG,
        LONG,
        work -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          return vertx
              .timer(5, TimeUnit.MILLISECONDS)
              .compose(late -> written())
              .onComplete(done -> running.decrementAndGet());
        });
    for (var i = 0; i < 20; i++) {
      nextStep();
    }
    assertThat(most).hasValue(3);
  }

  @Test
  void aRetryDoesNotWaitForTheTick() throws InterruptedException {
    var id = accept("t");
    start(2, LONG, LONG, work -> Future.succeededFuture(Outcome.retry(Duration.ZERO, "not yet")));

    assertThat(nextStep()).isEqualTo(id);
    assertThat(nextStep()).isEqualTo(id);
  }

  @Test
  void aFaultInAStepIsTriedAgainLater() throws InterruptedException {
    var id = accept("t");
    start(
        1,
        LONG,
        SHORT,
        work -> {
          if (work.task().attempts() == 1) {
            throw new StackOverflowError("boom");
          }
          return written();
        });
    nextStep();
    untilTimelineHas(id, 2);
    assertThat(steps.poll(200, TimeUnit.MILLISECONDS)).as("before its time").isNull();
    clock.advance(Duration.ofSeconds(2));
    nextStep();
    untilTimelineHas(id, 3);
    assertThat(report(id).timeline())
        .extracting(TaskReport.Event::detail)
        .containsExactly("accepted", "unexpected fault in test, see the log", "written");
  }

  @Test
  void whoIsHeldUpTriesAgainWhenToldTo() throws InterruptedException {
    var id = accept("t");
    start(
        1,
        LONG,
        SHORT,
        work ->
            work.task().attempts() == 1
                ? Future.failedFuture(HeldUpException.until(Duration.ofMinutes(5), "closed"))
                : written());
    nextStep();
    untilTimelineHas(id, 2);
    clock.advance(Duration.ofMinutes(5).minusMillis(1));
    assertThat(steps.poll(200, TimeUnit.MILLISECONDS)).as("before its time").isNull();
    clock.advance(Duration.ofMillis(1));
    nextStep();
    untilTimelineHas(id, 3);
    assertThat(report(id).timeline())
        .extracting(TaskReport.Event::detail)
        .containsExactly("accepted", "closed", "written");
  }

  @Test
  void whatHoldsUpAllIsFoundOutOnce() throws InterruptedException {
    var first = accept("first");
    var second = accept("second");
    var opens = clock.instant().plus(Duration.ofMinutes(5));
    start(
        1,
        LONG,
        SHORT,
        work ->
            clock.instant().isBefore(opens)
                ? Future.failedFuture(HeldUpException.allUntil(Duration.ofMinutes(5), "closed"))
                : written());
    assertThat(nextStep()).isEqualTo(first);
    untilTimelineHas(first, 2);
    untilTimelineHas(second, 2);
    assertThat(steps.poll(200, TimeUnit.MILLISECONDS)).as("of the other").isNull();
    clock.advance(Duration.ofMinutes(5));
    assertThat(List.of(nextStep(), nextStep())).containsExactlyInAnyOrder(first, second);
    untilTimelineHas(second, 3);
    assertThat(report(second).timeline())
        .extracting(TaskReport.Event::detail)
        .containsExactly("accepted", "closed", "written");
  }

  @Test
  void whoIsHeldUpForAnUntoldTimeBacksOff() throws InterruptedException {
    var id = accept("t");
    start(
        1,
        LONG,
        SHORT,
        work ->
            work.task().attempts() < 3
                ? Future.failedFuture(
                    HeldUpException.backingOff(
                        "not reached " + work.task().attempts(), new IOException("reset")))
                : written());
    nextStep();
    untilTimelineHas(id, 2);
    clock.advance(Duration.ofMillis(1_200));
    nextStep();
    untilTimelineHas(id, 3);
    clock.advance(Duration.ofMillis(1_700));
    assertThat(steps.poll(200, TimeUnit.MILLISECONDS)).as("twice as long").isNull();
    clock.advance(Duration.ofMillis(600));
    nextStep();
    untilTimelineHas(id, 4);
  }

  @Test
  void whoIsRefusedFailsAtOnceWithWhatWasSaid() throws InterruptedException {
    var id = accept("t");
    start(1, LONG, LONG, work -> Future.failedFuture(new RefusedException("give it a key")));
    nextStep();
    untilTimelineHas(id, 2);
    assertThat(report(id).task().state()).isEqualTo(FAILED);
    assertThat(report(id).task().error()).contains("give it a key");
  }

  private void untilTimelineHas(TaskId id, int lines) {
    var reached = Promise.<Void>promise();
    vertx.setPeriodic(
        5,
        timer ->
            store
                .report(id)
                .onSuccess(
                    report -> {
                      if (report.orElseThrow().timeline().size() >= lines) {
                        vertx.cancelTimer(timer);
                        reached.tryComplete();
                      }
                    }));
    await(reached.future());
  }

  @Test
  void failsATaskThatIsNotLiveInTimeWithoutRunningTheStep() {
    var id = accept("t");
    clock.advance(Duration.ofHours(1));
    start(1, LONG, LONG, work -> written());
    untilTimelineHas(id, 2);
    assertThat(report(id).task().state()).isEqualTo(FAILED);
    assertThat(report(id).task().error()).contains("not live within PT1H of its acceptance");
    assertThat(steps).isEmpty();
  }

  @Test
  void putsARetryNoLaterThanTheTimeAtWhichTheTaskFails() throws InterruptedException {
    var id = accept("t");
    start(
        1,
        LONG,
        SHORT,
        work -> Future.succeededFuture(Outcome.retry(Duration.ofDays(1), "window closed")));
    nextStep();
    untilTimelineHas(id, 2);
    clock.advance(Duration.ofHours(1));
    untilTimelineHas(id, 3);
    assertThat(report(id).task().state()).isEqualTo(FAILED);
  }

  @Test
  void failsATaskAtOnceWhoseTimeHasRunOutDuringAStepThatEndsInARetry() throws InterruptedException {
    var id = accept("t");
    start(
        1,
        LONG,
        SHORT,
        work -> {
          clock.advance(Duration.ofHours(1).plusMillis(1));
          return Future.succeededFuture(Outcome.retry(Duration.ofDays(1), "window closed"));
        });
    nextStep();
    untilTimelineHas(id, 3);
    assertThat(report(id).task().state()).isEqualTo(FAILED);
  }

  @Test
  void aStepThatOutlivesItsLeaseByFarKeepsItByRenewing() throws InterruptedException {
    var end = Promise.<Void>promise();
    var id = accept("t");
    start(1, SHORT.multipliedBy(3), LONG, work -> end.future().compose(go -> written()));
    nextStep();
    clock.advance(StoreFixture.LEASE.minusSeconds(1));
    awaitRenewal();
    clock.advance(StoreFixture.LEASE.minusSeconds(1));
    assertThat(await(store.claim(Set.of(ACCEPTED), 1))).isEmpty();
    end.complete();
    untilTimelineHas(id, 2);
  }

  /** Three renewal timers later, at least one renewal was asked for and has been answered. */
  private void awaitRenewal() {
    await(vertx.timer(4 * SHORT.toMillis(), TimeUnit.MILLISECONDS).compose(late -> store.ping()));
  }

  @Test
  void writesNothingOnceSomebodyElseHoldsTheTask() throws InterruptedException {
    var end = Promise.<Void>promise();
    var id = accept("t");
    start(1, LONG, LONG, work -> end.future().compose(go -> written()));
    nextStep();
    clock.advance(StoreFixture.LEASE);
    assertThat(await(store.claim(Set.of(ACCEPTED), 1))).hasSize(1);
    end.complete();
    var other = accept("other");
    wake();
    assertThat(nextStep()).isEqualTo(other);
    assertThat(report(id).task().state()).isEqualTo(ACCEPTED);
  }

  @Test
  void aStepIsToldWhenItsLeaseHasRunOut() throws InterruptedException {
    var told = Promise.<Void>promise();
    accept("t");
    start(
        1,
        Duration.ofMillis(3),
        LONG,
        work -> {
          lose(work, told);
          return Promise.<Outcome>promise().future();
        });
    nextStep();
    assertThatThrownBy(() -> await(told.future())).isInstanceOf(LeaseLostException.class);
  }

  private void lose(Work work, Promise<Void> told) {
    clock.advance(StoreFixture.LEASE);
    store
        .claim(Set.of(ACCEPTED), 1)
        .onSuccess(
            stolen ->
                vertx.setPeriodic(
                    1,
                    timer -> {
                      try {
                        work.requireLease();
                      } catch (LeaseLostException lost) {
                        vertx.cancelTimer(timer);
                        told.tryFail(lost);
                      }
                    }));
  }

  @Test
  void stoppingWaitsForTheStepUnderWayAndClaimsNothingMore() throws InterruptedException {
    var end = Promise.<Void>promise();
    accept("t");
    start(1, LONG, SHORT, work -> end.future().compose(go -> written()));
    var first = nextStep();
    var stopped = Promise.<Void>promise();
    context.runOnContext(go -> stage.stop().onComplete(done -> stopped.complete()));
    accept("later");
    var order = new ArrayList<String>();
    context.runOnContext(
        go -> {
          order.add("step ends");
          end.complete();
        });
    await(stopped.future().onComplete(done -> order.add("stopped")));
    assertThat(order).containsExactly("step ends", "stopped");
    assertThat(report(first).task().state()).isEqualTo(GENERATED);
    assertThat(steps).isEmpty();
  }

  /** Others may claim it at once. */
  @Test
  void leavesNoLeaseToAStepThatItWaitsForNoLonger() {
    accept("t");
    var begun = Promise.<Work>promise();
    var settings =
        new StageSettings("test", Set.of(ACCEPTED), 1, LONG, LONG, SHORT, Duration.ofHours(1));
    Step endless =
        work -> {
          begun.complete(work);
          return Promise.<Outcome>promise().future();
        };
    stage = new Stage(vertx, store, clock, settings, endless);
    context.runOnContext(go -> stage.start());
    var work = await(begun.future());
    work.requireLease();
    var stopped = Promise.<Void>promise();

    context.runOnContext(go -> stage.stop().onComplete(stopped));

    await(stopped.future());
    assertThatThrownBy(work::requireLease).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void wakesWhoeverWaitedForTheRepository() {
    var unblocked = Promise.<TaskId>promise();
    Addresses.TASK_ACCEPTED.consume(vertx, message -> unblocked.tryComplete(message.id()));
    accept("t", 1);
    var second = accept("t", 2);
    start(1, LONG, LONG, work -> Future.succeededFuture(Outcome.fail("no")));
    assertThat(await(unblocked.future())).isEqualTo(second);
  }

  /** The store, but for what keeps it from advancing a task. */
  private TaskStore advancing(Supplier<Optional<Exception>> failure) {
    return failing("advance", failure);
  }

  private TaskStore failing(String methods, Supplier<Optional<Exception>> failure) {
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, method, arguments) -> {
              var fails =
                  method.getName().matches(methods) ? failure.get() : Optional.<Exception>empty();
              return fails.isPresent()
                  ? Future.failedFuture(fails.get())
                  : method.invoke(store, arguments);
            });
  }

  @Test
  void anOutcomeThatTheStoreWillNeverTakeKeepsNoOtherTaskWaiting() throws InterruptedException {
    accept("first");
    var second = accept("second");
    var failures = new AtomicInteger(1);
    var refusing =
        advancing(
            () ->
                failures.get() > 0
                    ? Optional.of(new SQLException("a constraint failed"))
                    : Optional.empty());
    var settings =
        new StageSettings("test", Set.of(ACCEPTED), 1, LONG, LONG, LONG, Duration.ofHours(1));
    Step step =
        work -> {
          if (work.id().equals(second)) {
            failures.set(0);
          }
          return written();
        };
    stage = new Stage(vertx, refusing, clock, settings, step);
    context.runOnContext(go -> stage.start());

    untilTimelineHas(second, 2);
    assertThat(report(second).task().state()).isEqualTo(GENERATED);
  }

  @Test
  void beginsNothingWithAClaimThatComesAfterItWasStopped() {
    accept("t");
    var asked = Promise.<Void>promise();
    var answer = Promise.<Void>promise();
    var slow =
        (TaskStore)
            Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(),
                new Class<?>[] {TaskStore.class},
                (proxy, method, arguments) -> {
                  var result = method.invoke(store, arguments);
                  asked.tryComplete();
                  return method.getName().equals("claim")
                      ? answer.future().compose(now -> (Future<?>) result)
                      : result;
                });
    var begun = new AtomicInteger();
    var settings =
        new StageSettings("test", Set.of(ACCEPTED), 1, LONG, LONG, LONG, Duration.ofHours(1));
    Step counted =
        work -> {
          begun.incrementAndGet();
          return written();
        };
    stage = new Stage(vertx, slow, clock, settings, counted);
    context.runOnContext(go -> stage.start());
    await(asked.future());
    var stopped = Promise.<Void>promise();
    context.runOnContext(
        go -> {
          stage.stop().onComplete(stopped);
          answer.complete();
        });

    await(stopped.future());
    assertThat(begun).hasValue(0);
  }

  @Test
  void storesAnOutcomeOnceTheStoreCanBeWrittenAgain() throws InterruptedException {
    var id = accept("t");
    var failures = new AtomicInteger(1);
    var full = new StoreUnavailableException(new SQLException("database or disk is full"));
    var flaky =
        advancing(() -> failures.getAndDecrement() > 0 ? Optional.of(full) : Optional.empty());
    var settings =
        new StageSettings("test", Set.of(ACCEPTED), 1, LONG, LONG, LONG, Duration.ofHours(1));
    var calls = new AtomicInteger();
    Step counted =
        work -> {
          calls.incrementAndGet();
          return written();
        };
    stage = new Stage(vertx, flaky, clock, settings, counted);
    context.runOnContext(go -> stage.start());

    untilTimelineHas(id, 2);
    assertThat(report(id).task().state()).isEqualTo(GENERATED);
    assertThat(calls).hasValue(1);
  }

  /** Nobody else could claim it either, and the store knows whose it is. */
  @Test
  void keepsAnOutcomeAlsoWhereTheStoreIsAwayForLongerThanTheLease() throws InterruptedException {
    var id = accept("t");
    var failures = new AtomicInteger(20);
    var away = new StoreUnavailableException(new SQLException("connection refused"));
    var flaky =
        failing(
            "advance|renew",
            () -> failures.getAndDecrement() > 0 ? Optional.of(away) : Optional.empty());
    var lease = Duration.ofMillis(120);
    var settings =
        new StageSettings("test", Set.of(ACCEPTED), 1, lease, LONG, LONG, Duration.ofHours(1));
    stage = new Stage(vertx, flaky, clock, settings, work -> written());
    context.runOnContext(go -> stage.start());

    untilTimelineHas(id, 2);
    assertThat(report(id).task().state()).isEqualTo(GENERATED);
  }

  @Test
  void triesAgainWhatTheStoreCouldNotTakeMeanwhile() throws InterruptedException {
    var id = accept("t");
    var away = new StoreUnavailableException(new SQLException("connection refused"));
    var settings =
        new StageSettings("test", Set.of(ACCEPTED), 1, LONG, LONG, LONG, Duration.ofHours(1));
    stage = new Stage(vertx, store, clock, settings, work -> Future.failedFuture(away));
    context.runOnContext(go -> stage.start());

    untilTimelineHas(id, 2);
    assertThat(report(id).timeline().get(1).detail())
        .isEqualTo("nothing could be stored for a while");
  }
}
