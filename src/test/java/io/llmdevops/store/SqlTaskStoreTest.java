package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.LEASE;
import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static io.llmdevops.task.TaskState.ACCEPTED;
import static io.llmdevops.task.TaskState.CHECKED;
import static io.llmdevops.task.TaskState.FAILED;
import static io.llmdevops.task.TaskState.GENERATED;
import static io.llmdevops.task.TaskState.LIVE;
import static io.llmdevops.task.TaskState.NOTIFIED;
import static io.llmdevops.task.TaskState.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.llmdevops.SettableClock;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Claim;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.Mark;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.NewTask;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskPage;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SqlTaskStoreTest extends OnEachDatabase {

  private Task accept(String task, int round) {
    var accepted = await(store.accept(newTask(request(task, round)), NO_LIMIT));
    return ((Acceptance.Accepted) accepted).task();
  }

  private List<Claim> claim(TaskState... states) {
    return await(store.claim(Set.of(states), 10));
  }

  private Claim claimOne(TaskState state) {
    var claims = claim(state);
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }

  private Optional<TaskId> advance(Claim claim, TaskState to, Fact... facts) {
    return await(store.advance(claim, to, "moved on", List.of(facts)));
  }

  private Task row(TaskId id) {
    return report(id).task();
  }

  private TaskReport report(TaskId id) {
    return await(store.report(id)).orElseThrow();
  }

  private static Version version(int number, Change... changes) {
    return new Version(
        number,
        "a model",
        "what it does",
        Optional.empty(),
        List.of(changes),
        List.of(),
        List.of());
  }

  @Test
  void putsOffWhatIsDueAndFree() {
    var old = accept("old", 1);
    clock.advance(Duration.ofMinutes(50));
    var young = accept("young", 1);
    var other = accept("other", 1);
    advance(claim(ACCEPTED).get(2), GENERATED);
    await(store.releaseAll());

    assertThat(await(putOff())).isEqualTo(2);
    assertThat(claim(ACCEPTED)).isEmpty();
    assertThat(claimOne(GENERATED).id()).isEqualTo(other.id());
    assertThat(report(young.id()).timeline().get(1).detail()).isEqualTo("closed");
    clock.advance(Duration.ofMinutes(10));
    assertThat(claimOne(ACCEPTED).id()).as("by its age").isEqualTo(old.id());
    clock.advance(Duration.ofMinutes(20));
    assertThat(claim(ACCEPTED)).extracting(Claim::id).contains(young.id());
  }

  private Future<Integer> putOff() {
    return store.putOff(ACCEPTED, Duration.ofMinutes(30), Duration.ofHours(1), "closed");
  }

  @Test
  void putsOffNothingThatIsClaimedOrAsOldAsThat() {
    var claimed = accept("claimed", 1);
    claimOne(ACCEPTED);
    assertThat(await(putOff())).isZero();
    await(store.releaseAll());
    clock.advance(Duration.ofHours(1));
    assertThat(await(putOff())).isZero();
    assertThat(claimOne(ACCEPTED).id()).isEqualTo(claimed.id());
  }

  @Test
  void storesAllOfARequest() {
    var request =
        new TaskRequest(
            "a@b.c",
            "täsk",
            3,
            "n",
            "brief",
            List.of(
                new Check.Statement("looks good"),
                new Check.Script("true", Optional.of("?a=1")),
                new Check.Script("1", Optional.empty())),
            "https://example.com/x?y",
            List.of(new Attachment("a.bin", "image/png", Content.of(new byte[] {0, -1, 2}))));
    var accepted = (Acceptance.Accepted) await(store.accept(newTask(request), NO_LIMIT));

    assertThat(row(accepted.task().id())).isEqualTo(accepted.task());
    assertThat(await(store.request(accepted.task().id()))).isEqualTo(request);
    assertThat(accepted.task().createdAt()).isEqualTo(SettableClock.START);
    assertThat(accepted.task().deadline())
        .isEqualTo(SettableClock.START.plus(StoreFixture.PROMISE));
    assertThat(accepted.task().state()).isEqualTo(ACCEPTED);
  }

  @Test
  void knowsADuplicateFromAConflict() {
    var first = newTask(request("t", 1));
    var again = new NewTask(TaskId.random(), first.request(), "fingerprint", first.promise());
    var other = new NewTask(TaskId.random(), first.request(), "another", first.promise());
    await(store.accept(first, NO_LIMIT));

    assertThat(await(store.accept(again, NO_LIMIT)))
        .isInstanceOfSatisfying(
            Acceptance.Duplicate.class, d -> assertThat(d.task().id()).isEqualTo(first.id()));
    assertThat(await(store.accept(other, NO_LIMIT))).isEqualTo(new Acceptance.Conflict(first.id()));
  }

  @Test
  void refusesMoreThanTheBacklogButStillKnowsDuplicates() {
    var known = newTask(request("known", 1));
    await(store.accept(known, 1));

    assertThat(await(store.accept(newTask(request("more", 1)), 1)))
        .isEqualTo(new Acceptance.BacklogFull(1));
    assertThat(await(store.accept(known, 1))).isInstanceOf(Acceptance.Duplicate.class);

    advance(claimOne(ACCEPTED), FAILED, new Fact.Problem("no"));
    assertThat(await(store.accept(newTask(request("more", 1)), 1)))
        .isInstanceOf(Acceptance.Accepted.class);
  }

  @Test
  void oneFailingPieceOfABatchTakesNothingElseWithIt() {
    var twice = newTask(request("t", 1));
    var sameId = new NewTask(twice.id(), request("other", 1), "fingerprint", twice.promise());
    var good = newTask(request("good", 1));
    var results =
        Future.join(
            store.accept(twice, NO_LIMIT),
            store.accept(sameId, NO_LIMIT),
            store.accept(good, NO_LIMIT));

    assertThatThrownBy(() -> await(results)).hasMessageMatching("(?is).*unique.*");
    assertThat(row(twice.id()).state()).isEqualTo(ACCEPTED);
    assertThat(row(good.id()).state()).isEqualTo(ACCEPTED);
  }

  @Test
  void claimsATaskOnceUntilItsLeaseRunsOut() {
    var task = accept("t", 1);
    var first = claimOne(ACCEPTED);
    assertThat(first.id()).isEqualTo(task.id());
    assertThat(first.task().attempts()).isEqualTo(1);
    assertThat(claim(ACCEPTED)).isEmpty();

    clock.advance(LEASE);
    var second = claimOne(ACCEPTED);
    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(second.task().attempts()).isEqualTo(2);
  }

  @Test
  void aRenewedLeaseLastsLonger() {
    accept("t", 1);
    var claim = claimOne(ACCEPTED);
    clock.advance(LEASE.minusSeconds(1));
    await(store.renew(claim));
    clock.advance(LEASE.minusSeconds(1));
    assertThat(claim(ACCEPTED)).isEmpty();
  }

  @Test
  void whoeverLostTheLeaseWritesNothing() {
    var task = accept("t", 1);
    var zombie = claimOne(ACCEPTED);
    clock.advance(LEASE);
    claimOne(ACCEPTED);

    var none = List.<Fact>of();
    for (var write :
        List.of(
            store.renew(zombie),
            store.record(zombie, List.of(new Fact.Note("x"))),
            store.advance(zombie, FAILED, "x", none),
            store.retry(zombie, Duration.ZERO, "x", none))) {
      assertThatThrownBy(() -> await(write)).isInstanceOf(LeaseLostException.class);
    }
    assertThat(report(task.id()).timeline()).hasSize(1);
  }

  @Test
  void anEndedClaimWritesNothingMore() {
    accept("t", 1);
    var claim = claimOne(ACCEPTED);
    await(store.retry(claim, Duration.ofSeconds(5), "later", List.of()));
    assertThatThrownBy(() -> await(store.advance(claim, FAILED, "x", List.of())))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void aRetryIsDueAtItsTimeAndNotBefore() {
    var task = accept("t", 1);
    await(store.retry(claimOne(ACCEPTED), Duration.ofSeconds(5), "later", List.of()));
    clock.advance(Duration.ofSeconds(4));
    assertThat(claim(ACCEPTED)).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(claimOne(ACCEPTED).task().attempts()).isEqualTo(2);
    assertThat(report(task.id()).timeline()).last().extracting("detail").isEqualTo("later");
  }

  @Test
  void releasingMakesEveryClaimOfThisNodeDueAndNoneOfAnother() throws SQLException {
    accept("mine", 1);
    var mine = claimOne(ACCEPTED);
    accept("theirs", 1);
    try (var other = database.open(vertx, "node-2")) {
      await(other.claim(Set.of(ACCEPTED), 10));
      assertThat(await(store.releaseAll())).isEqualTo(1);
      assertThat(claimOne(ACCEPTED).id()).isEqualTo(mine.id());
    }
    assertThatThrownBy(() -> await(store.renew(mine))).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void whatWasUnderWayGoesOnBeforeWhatHasWaitedSince() {
    var first = accept("first", 1);
    clock.advance(Duration.ofSeconds(1));
    var second = accept("second", 1);
    assertThat(claim(ACCEPTED)).hasSize(2);
    clock.advance(Duration.ofSeconds(1));
    var third = accept("third", 1);
    clock.advance(Duration.ofSeconds(1));
    await(store.releaseAll());

    for (var expected : List.of(first, second, third)) {
      assertThat(await(store.claim(Set.of(ACCEPTED), 1)))
          .extracting(Claim::id)
          .containsExactly(expected.id());
    }
  }

  @Test
  void releasingDoesNotEndTheWaitForARetry() {
    accept("t", 1);
    await(store.retry(claimOne(ACCEPTED), Duration.ofSeconds(5), "later", List.of()));

    assertThat(await(store.releaseAll())).isZero();

    assertThat(claim(ACCEPTED)).isEmpty();
  }

  @Test
  void aRetryThatSaysTheSameAgainAddsNoLine() {
    var task = accept("t", 1);
    for (var why : List.of("closed", "closed", "open", "closed")) {
      await(store.retry(claimOne(ACCEPTED), Duration.ZERO, why, List.of()));
    }
    assertThat(report(task.id()).timeline())
        .extracting(TaskReport.Event::detail)
        .containsExactly("accepted", "closed", "open", "closed");
  }

  @Test
  void marksAreKeptByNameWithTheTimeSinceWhichTheyAreSo() {
    var task = accept("t", 1);
    var claim = claimOne(ACCEPTED);
    var other = accept("u", 1);
    var began = clock.instant();
    await(store.record(claim, List.of(new Fact.Marked("a", "1"), new Fact.Marked("b", "1"))));
    clock.advance(Duration.ofSeconds(1));
    await(store.record(claim, List.of(new Fact.Marked("a", "1"), new Fact.Marked("b", "2"))));

    assertThat(await(store.marks(task.id())))
        .containsOnly(
            entry("a", new Mark("1", began)), entry("b", new Mark("2", began.plusSeconds(1))));
    assertThat(await(store.marks(other.id()))).isEmpty();
  }

  @Test
  void aClockThatWasSetBackHoldsNothingUpThatIsReleased() {
    accept("t", 1);
    assertThat(claim(ACCEPTED)).hasSize(1);
    clock.advance(Duration.ofHours(-1));

    await(store.releaseAll());

    assertThat(claim(ACCEPTED)).hasSize(1);
  }

  @Test
  void aLaterRoundWaitsUntilTheEarlierIsLive() {
    accept("t", 1);
    var second = accept("t", 2);
    accept("unrelated", 1);
    var claims = claim(ACCEPTED);
    assertThat(claims).extracting(c -> c.task().round()).containsExactly(1, 1);

    advance(claims.get(0), GENERATED, new Fact.VersionWritten(version(1)));
    advance(claimOne(GENERATED), CHECKED, new Fact.VersionChosen(1));
    var pushed = claimOne(CHECKED);
    assertThat(advance(pushed, PUBLISHED, new Fact.Pushed("r", "c", Optional.of("p")))).isEmpty();
    assertThat(claim(ACCEPTED)).isEmpty();
    assertThat(advance(claimOne(PUBLISHED), LIVE)).contains(second.id());
    assertThat(claimOne(ACCEPTED).id()).isEqualTo(second.id());
  }

  @Test
  void aFailedTaskLetsTheNextOfItsRepositoryStart() {
    accept("t", 1);
    var second = accept("t", 2);
    assertThat(advance(claimOne(ACCEPTED), FAILED, new Fact.Problem("no"))).contains(second.id());
    assertThat(claimOne(ACCEPTED).id()).isEqualTo(second.id());
  }

  @Test
  void refusesAnIllegalMove() {
    accept("t", 1);
    var claim = claimOne(ACCEPTED);
    assertThatThrownBy(() -> await(store.advance(claim, NOTIFIED, "x", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no task goes from accepted to notified");
  }

  @Test
  void storesVersionsAsTheyWereWritten() {
    var task = accept("t", 1);
    var version =
        new Version(
            1,
            "a model",
            "what it does",
            Optional.of(new CommitRef("repo", "0".repeat(40))),
            List.of(
                new Change.Write("a/b.bin", Content.of(new byte[] {1, 0, -1})),
                new Change.Edit("c.txt", Content.utf8("ö")),
                new Change.Delete("d")),
            List.of(new Version.Dropped("../x", "leaves the repository")),
            List.of("e.txt"));
    advance(claimOne(ACCEPTED), GENERATED, new Fact.VersionWritten(version));

    assertThat(await(store.versions(task.id()))).containsExactly(version);
  }

  @Test
  void aCallIsThereFromItsBeginningAndGoneWhenItIsWithdrawn() {
    var id = accept("t", 1).id();
    var claim = claimOne(ACCEPTED);
    var reserved = ModelCall.begun("m", 9, 99, Optional.of(new BigDecimal("0.5")));
    var ended = new ModelCall("m", 10, 20, 5, Optional.of(new BigDecimal("0.25")), 7, 9);
    await(store.record(claim, List.of(new Fact.CallBegun("call-1", reserved))));
    await(store.record(claim, List.of(new Fact.CallBegun("call-2", reserved))));
    await(store.record(claim, List.of(new Fact.CallBegun("call-3", reserved))));

    assertThat(report(id).calls()).containsExactly(reserved, reserved, reserved);
    await(
        store.record(
            claim,
            List.of(
                new Fact.CallEnded("call-2", ended),
                new Fact.CallWithdrawn("call-1"),
                new Fact.CallWithdrawn("never begun"))));
    assertThat(report(id).calls()).containsExactly(ended, reserved);
  }

  @Test
  void remembersModelsThatWereGivenUp() {
    var id = accept("t", 1).id();
    var claim = claimOne(ACCEPTED);
    var first = new TaskReport.GivenUp("a", true, "it refused");
    var second = new TaskReport.GivenUp("b", false, "it found no end");
    await(store.record(claim, List.of(new Fact.ModelGivenUp(first))));
    var both = List.<Fact>of(new Fact.ModelGivenUp(first), new Fact.ModelGivenUp(second));
    await(store.retry(claim, Duration.ZERO, "again", both));

    assertThat(report(id).givenUp()).containsExactly(first, second);
    assertThat(report(id).timeline())
        .extracting(TaskReport.Event::detail)
        .containsExactly(
            "accepted", "gave up on a: it refused", "gave up on b: it found no end", "again");
  }

  @Test
  void reportsEverythingThatIsKnown() {
    var id = accept("t", 1).id();
    var call = new ModelCall("m", 10, 20, 5, Optional.of(new BigDecimal("0.25")), 7, 9);
    var claim = claimOne(ACCEPTED);
    await(store.record(claim, List.of(new Fact.Note("half way"))));
    advance(
        claim,
        GENERATED,
        new Fact.VersionWritten(version(1)),
        new Fact.CallBegun("call-1", ModelCall.begun("m", 9, 99, Optional.empty())),
        new Fact.CallEnded("call-1", call));
    var result = new CheckResult("README", Verdict.WARN, "short", "12 bytes");
    advance(
        claimOne(GENERATED),
        CHECKED,
        new Fact.VersionChecked(1, List.of(result)),
        new Fact.VersionChosen(1));
    var dropped = new Version.Dropped("CNAME", "not a model's to set");
    advance(
        claimOne(CHECKED),
        PUBLISHED,
        new Fact.PushPlanned("repo", Optional.of("parent")),
        new Fact.FilesDropped(1, List.of(dropped)),
        new Fact.Problem("odd"),
        new Fact.Pushed("r", "c", Optional.of("p")));

    var report = report(id);
    var row = report.task();
    assertThat(report.brief()).isEqualTo("Make a page that says hello.");
    assertThat(report.timeline())
        .extracting(TaskReport.Event::state)
        .containsExactly(ACCEPTED, ACCEPTED, GENERATED, CHECKED, PUBLISHED);
    assertThat(report.calls()).containsExactly(call);
    assertThat(report.versions())
        .containsExactly(
            new TaskReport.Judged(1, "a model", true, List.of(dropped), List.of(result)));
    assertThat(row.chosen()).isEqualTo(OptionalInt.of(1));
    assertThat(row.repository()).contains("repo");
    assertThat(row.parent()).contains("parent");
    assertThat(row.repoUrl()).contains("r");
    assertThat(row.commitSha()).contains("c");
    assertThat(row.pagesUrl()).contains("p");
    assertThat(row.error()).contains("odd");
    assertThat(row.attempts()).isZero();
    assertThat(await(store.report(TaskId.random()))).isEmpty();
  }

  @Test
  void forgetsAProblemThatIsSolved() {
    var id = accept("t", 1).id();
    var claim = claimOne(ACCEPTED);
    await(store.record(claim, List.of(new Fact.Problem("odd"))));

    await(store.record(claim, List.of(new Fact.Solved())));

    assertThat(report(id).task().error()).isEmpty();
  }

  @Test
  void aDuplicateOfANotifiedTaskHasItsCallbackDueOnceMore() {
    var known = newTask(request("t", 1));
    await(store.accept(known, NO_LIMIT));
    advance(claimOne(ACCEPTED), GENERATED, new Fact.VersionWritten(version(1)));
    advance(claimOne(GENERATED), CHECKED, new Fact.VersionChosen(1));
    advance(claimOne(CHECKED), PUBLISHED);
    advance(claimOne(PUBLISHED), LIVE);
    advance(claimOne(LIVE), NOTIFIED);
    assertThat(claim(LIVE, NOTIFIED)).isEmpty();

    await(store.accept(known, NO_LIMIT));
    await(store.accept(known, NO_LIMIT));
    advance(claimOne(NOTIFIED), NOTIFIED);
    assertThat(claim(LIVE, NOTIFIED)).isEmpty();
    assertThat(row(known.id()).state()).isEqualTo(NOTIFIED);
  }

  @Test
  void listsNewestFirstPageByPage() {
    IntStream.rangeClosed(1, 5).forEach(n -> accept("t" + n, 1));
    var first = list(2, Optional.empty());
    assertThat(first.tasks()).extracting(Task::task).containsExactly("t5", "t4");
    var second = list(2, first.next());
    assertThat(second.tasks()).extracting(Task::task).containsExactly("t3", "t2");
    var third = list(2, second.next());
    assertThat(third.tasks()).extracting(Task::task).containsExactly("t1");
    assertThat(third.next()).isEmpty();

    var failed = new TaskPage.Query(Optional.of(FAILED), 10, Optional.empty());
    assertThat(await(store.list(failed)).tasks()).isEmpty();
    assertThatThrownBy(() -> list(2, Optional.of("rubbish")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private TaskPage list(int limit, Optional<String> after) {
    return await(store.list(new TaskPage.Query(Optional.empty(), limit, after)));
  }

  @Test
  void everythingIsStillThereAfterReopening() throws SQLException {
    var task = accept("t", 1);
    claimOne(ACCEPTED);
    store.close();
    store = database.open(vertx);
    assertThat(await(store.releaseAll())).isEqualTo(1);
    assertThat(claimOne(ACCEPTED).task().id()).isEqualTo(task.id());
    await(store.ping());
  }

  @Test
  void manyConcurrentAcceptsAllSucceed() {
    var all = IntStream.range(0, 500).mapToObj(n -> request("t" + n, 1)).toList();
    var futures = all.stream().map(r -> store.accept(newTask(r), NO_LIMIT)).toList();
    await(Future.all(futures));
    assertThat(list(500, Optional.empty()).tasks()).hasSize(500);
  }
}
