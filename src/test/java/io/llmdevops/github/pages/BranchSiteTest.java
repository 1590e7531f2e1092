package io.llmdevops.github.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.llmdevops.github.pages.ScriptedServer.Answer;
import io.llmdevops.github.pages.ScriptedServer.Call;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.TaskState;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the push to a page that is live, where GitHub builds the branch. */
class BranchSiteTest extends LiveStepFixture {

  @Test
  void isLiveOnceItsCommitIsBuiltAndServed() {
    published();
    github.on(LATEST, build(SHA, "built"));

    assertLive(look(), "GitHub Pages has built aaaaaaa, and its page is served");
    assertThat(github.asked()).containsExactly(LATEST);
    assertThat(web.asked()).containsExactly(PAGE, PAGE);
    assertThat(report().task().error()).isEmpty();
  }

  @Test
  void asksForThePageOnlyOnceItIsBuilt() {
    published();
    github.on(
        LATEST,
        Answer.json(404, new JsonObject().put("message", "Not Found")),
        build(PARENT, "built"),
        build(SHA, "queued"),
        build(SHA, "building"),
        build(SHA, "built"));

    assertWaits(look(), "has not begun to build aaaaaaa");
    assertWaits(look(), "its latest build is of ccccccc, built");
    assertWaits(look(), "is queued");
    assertWaits(look(), "is building");
    assertThat(web.asked()).isEmpty();
    assertLive(look(), "its page is served");
    assertThat(github.asked()).containsOnly(LATEST).hasSize(5);
  }

  @Test
  void asksConditionallyWithGrowingPauses() {
    published();
    github.on(LATEST, build(SHA, "building"));

    var pauses =
        List.of(look(), look(), look(), look(), look(), look()).stream()
            .map(outcome -> ((Outcome.Retry) outcome).after())
            .toList();

    assertThat(pauses)
        .isSortedAccordingTo((one, other) -> one.multipliedBy(5).compareTo(other.multipliedBy(6)));
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(2_700), Duration.ofMillis(3_300));
    assertThat(pauses.get(5)).isBetween(Duration.ofMillis(21_600), Duration.ofMillis(26_400));
    assertThat(github.calls().stream().skip(1)).allMatch(Call::unchanged);
  }

  @Test
  void takesALaterCommitForItsOwnWhereThatIsOnTop() {
    published();
    compared(LATER, "ahead");
    github.on(LATEST, build(LATER, "built"));
    web.on(PAGE, Answer.text(200, "what somebody made of it"));

    assertLive(look(), "GitHub Pages has built ddddddd, which came on top of aaaaaaa");
  }

  @Test
  void waitsWhereAnotherCommitIsNotOnTop() {
    published();
    compared(LATER, "diverged");
    github.on(LATEST, build(LATER, "built"));

    assertWaits(look(), "its latest build is of ddddddd, built");
    assertThat(web.asked()).isEmpty();
  }

  @Test
  void blamesNoModelForWhatSomebodyPushedOnTop() {
    published();
    compared(LATER, "ahead");
    github.on(LATEST, build(LATER, "errored"));

    assertUnconfirmed(look(), "could not build ddddddd, which came on top of aaaaaaa");
  }

  @Test
  void asksOnceForABuildThatDoesNotMove() {
    published();
    github.on(LATEST, build(SHA, "building"));
    github.on(ASK, Answer.json(201, new JsonObject().put("status", "queued")));
    assertWaits(look(), "building");
    clock.advance(pace.stuck());

    assertWaits(look(), "building");
    clock.advance(pace.stuck());
    assertWaits(look(), "building");

    assertThat(github.asked()).containsOnlyOnce(ASK);
    assertThat(timeline()).contains("the Pages build of aaaaaaa is building; asked for once more");
    github.on(LATEST, build(SHA, "built", 2));
    assertLive(look(), "its page is served");
  }

  @Test
  void takesAnyChangeForAMove() {
    published();
    github.on(LATEST, build(SHA, "queued"), build(SHA, "building"));
    look();
    clock.advance(pace.stuck());

    assertWaits(look(), "building");
    assertThat(github.asked()).doesNotContain(ASK);
  }

  @Test
  void asksAfterACrashThatCameBeforeTheCall() {
    published();
    github.on(LATEST, build(SHA, "building"));
    github.on(ASK, Answer.json(201, new JsonObject()));
    look();
    clock.advance(pace.stuck());
    // What is stored right before the call, and no call.
    lease.end();
    claimAndLoseTheLease();
    assertThat(github.asked()).doesNotContain(ASK);

    die();
    look();
    look();

    assertThat(github.asked()).containsOnlyOnce(ASK);
  }

  @Test
  void findsAfterACrashThatTheCallHadItsEffect() {
    published();
    github.on(LATEST, build(SHA, "building", 1));
    github.on(ASK, Answer.json(201, new JsonObject()));
    look();
    clock.advance(pace.stuck());
    lookAndDie();
    github.on(LATEST, build(SHA, "queued", 2));

    assertWaits(look(), "queued");
    assertWaits(look(), "queued");

    assertThat(github.asked()).containsOnlyOnce(ASK);
  }

  @Test
  void looksBeforeItAsksAgainWhereTheAnswerWasLost() {
    published();
    github.on(LATEST, build(SHA, "building", 1));
    github.on(ASK, Answer.dropped());
    look();
    clock.advance(pace.stuck());
    look();
    github.on(LATEST, build(SHA, "building", 2));

    look();
    look();

    assertThat(github.asked()).containsOnlyOnce(ASK);
  }

  @Test
  void goesOnWaitingWhereAskingIsRefused() {
    published();
    github.on(LATEST, build(SHA, "building"));
    github.on(
        ASK,
        Answer.json(
            403,
            new JsonObject().put("message", "Resource not accessible by personal access token")));
    look();
    clock.advance(pace.stuck());

    assertWaits(look(), "building");
    assertWaits(look(), "building");

    assertThat(github.asked()).containsOnlyOnce(ASK);
    assertThat(timeline())
        .anyMatch(line -> line.contains("the token's permission Pages (read and write)"));
  }

  @Test
  void sendsABuildThatFailedBackToTheModelOnce() {
    published();
    github.on(LATEST, build(SHA, "errored"));

    var outcome = (Outcome.Advance) look();

    assertThat(outcome.to()).isEqualTo(TaskState.REJECTED);
    assertThat(error())
        .isEqualTo(
            "the page is not live: GitHub Pages could not build aaaaaaa\nPage build failed.");
    assertThat(report().versions().get(0).checks())
        .extracting(CheckResult::check, CheckResult::verdict, CheckResult::evidence)
        .containsExactly(
            tuple("index.html exists", Verdict.PASS, ""),
            tuple(CheckResult.SITE_IS_BUILT, Verdict.FAIL, "Page build failed."));
  }

  @Test
  void clearsTheErrorOnceTheRepairIsLive() {
    published();
    github.on(LATEST, build(SHA, "errored"));
    look();
    generated(TaskState.REJECTED, 2);
    chosen(2);
    pushed(REPAIRED, List.of());
    github.on(LATEST, build(SHA, "errored"), build(REPAIRED, "built"));

    assertWaits(look(), "has not begun to build bbbbbbb");
    assertLive(look(), "GitHub Pages has built bbbbbbb, and its page is served");

    assertThat(report().task().error()).isEmpty();
  }

  @Test
  void reportsASecondFailureAsItIs() {
    published();
    github.on(LATEST, build(SHA, "errored"));
    look();
    generated(TaskState.REJECTED, 2);
    chosen(2);
    pushed(REPAIRED, List.of());
    github.on(LATEST, build(REPAIRED, "errored"));

    assertUnconfirmed(look(), "could not build bbbbbbb", "Page build failed.");
  }

  @Test
  void sendsNothingBackOnceTheTimeForWritingIsOver() {
    published();
    github.on(LATEST, build(SHA, "errored"));
    clock.advance(Deadline.WRITING);

    assertUnconfirmed(look(), "could not build aaaaaaa", "Page build failed.");
  }

  @Test
  void letsNoCacheKeepWhatIsNotThereYet() {
    published();
    github.on(LATEST, build(SHA, "built"));
    web.on(UNCACHED, Answer.json(404, new JsonObject()), Answer.text(200, "<h1>Old</h1>"));

    assertWaits(look(), "has built aaaaaaa, but the page answers 404");
    assertWaits(look(), "has built aaaaaaa, but the page answers with something else");
    web.on(UNCACHED, Answer.text(200, INDEX));
    assertLive(look(), "its page is served");
    assertThat(web.calls()).extracting(Call::isPlain).containsExactly(false, false, false, true);
  }

  @Test
  void waitsWhileACacheHasAnOldAnswer() {
    published();
    github.on(LATEST, build(SHA, "built"));
    web.on(UNCACHED, Answer.text(200, INDEX));
    web.on(
        PAGE,
        Answer.json(404, new JsonObject()),
        Answer.text(200, "<h1>Old</h1>"),
        Answer.text(200, INDEX));

    assertWaits(look(), "answers 404, as a cache may");
    assertWaits(look(), "answers with something else, as a cache may");
    assertLive(look(), "its page is served");
  }

  @Test
  void isLiveInTimeWhereOnlyACacheStillHasThePageOfBefore() {
    published();
    github.on(LATEST, build(SHA, "built"));
    web.on(UNCACHED, Answer.text(200, INDEX));
    web.on(PAGE, Answer.text(200, "<h1>Old</h1>"));
    Outcome outcome = look();
    while (outcome instanceof Outcome.Retry) {
      outcome = look();
    }

    assertLive(outcome, "as a cache may for up to ten minutes");
    assertThat(clock.instant()).isEqualTo(report().task().deadline().minus(Deadline.REPORTING));
  }

  @Test
  void reportsInTimeWhatACacheStillHas() {
    published();
    github.on(LATEST, build(SHA, "built"));
    web.on(UNCACHED, Answer.text(200, INDEX));
    web.on(PAGE, Answer.json(404, new JsonObject()));
    Outcome outcome = look();
    var began = clock.instant();
    while (outcome instanceof Outcome.Retry) {
      outcome = look();
    }

    assertUnconfirmed(outcome, "has built aaaaaaa, but the page answers 404, as a cache may");
    assertThat(Duration.between(began, clock.instant()))
        .isLessThan(Deadline.PROMISE.minus(Deadline.REPORTING));
    assertThat(clock.instant()).isEqualTo(report().task().deadline().minus(Deadline.REPORTING));
  }

  @Test
  void saysAtOnceThatASiteHasNoPage() {
    published("README.md", "no page");
    github.on(LATEST, build(SHA, "built"));
    web.on(PAGE, Answer.json(404, new JsonObject()));

    assertUnconfirmed(look(), "the site has no index.html");
  }

  @Test
  void saysAtOnceThatSomebodyHasTheSiteBuiltFromElsewhere() {
    published(List.of(new Fact.Marked(Memory.SOURCE, "somebody has set it")));

    assertUnconfirmed(look(), "somebody has set it");
    assertThat(github.asked()).isEmpty();
  }

  @Test
  void followsThePageToItsOwnersDomainWithoutAToken() {
    published();
    github.on(LATEST, build(SHA, "built"));
    web.on("GET /hello/", Answer.to(301, github.url() + "/hello/"));
    github.on("GET /hello/", Answer.text(200, INDEX));

    assertLive(look(), "its page is served");
    assertThat(github.calls().get(1).authorization()).isEmpty();
  }

  @Test
  void takesNoLoginForThePage() {
    published();
    github.on(LATEST, build(SHA, "built"));
    web.on("GET /hello/", Answer.to(302, "/login"));
    web.on("GET /login", Answer.text(200, INDEX));

    assertWaits(look(), "the page answers 302");
    assertThat(web.asked()).containsExactly(PAGE);
  }

  @Test
  void showsThePageNoToken() {
    published();
    github.on(LATEST, build(SHA, "built"));

    look();

    assertThat(github.calls()).allMatch(call -> call.authorization().isPresent());
    assertThat(web.calls()).allMatch(call -> call.authorization().isEmpty());
  }

  @Test
  void reportsInTimeWhatItSawLast() {
    published();
    github.on(LATEST, build(SHA, "queued"));
    look();
    github.on(LATEST, Answer.json(503, new JsonObject()));
    untilNothingIsLeftToWait();

    assertUnconfirmed(look(), "the Pages build of aaaaaaa is queued; ");
  }

  @Test
  void reportsInTimeWhereGithubDoesNotAnswer() {
    published();
    github.on(LATEST, build(SHA, "queued"), Answer.never());
    look();
    untilNothingIsLeftToWait();
    lastLook = Duration.ofMillis(50);
    restart();

    assertUnconfirmed(look(), "the Pages build of aaaaaaa is queued");
  }

  @Test
  void looksOnceMoreHoweverLateItIs() {
    published();
    github.on(LATEST, build(SHA, "queued"), build(SHA, "built"));
    look();
    clock.advance(Deadline.PROMISE);

    assertLive(look(), "its page is served");
  }

  @Test
  void reportsAtOnceWhatItHasWaitedForUntilTheDeadline() {
    published();
    github.on(LATEST, build(SHA, "queued"));
    look();
    clock.advance(Deadline.PROMISE);

    assertUnconfirmed(look(), "the Pages build of aaaaaaa is queued");
  }

  @Test
  void waitsAWhileForWhatCouldOnlyBePushedAfterTheDeadline() {
    published();
    clock.advance(Deadline.PROMISE);
    github.on(LATEST, build(SHA, "queued"), build(SHA, "building"), build(SHA, "built"));

    assertWaits(look(), "is queued");
    restart();
    assertWaits(look(), "is building");
    assertLive(look(), "its page is served");
  }

  @Test
  void waitsNoLongerThanThatWhileAWindowIsClosed() {
    published();
    clock.advance(Deadline.PROMISE);
    var began = clock.instant();
    var body = new JsonObject().put("message", "rate limit").toBuffer();
    github.on(LATEST, new Answer(429, body, Map.of("retry-after", "3600")));

    assertThat(look()).isInstanceOf(Outcome.Retry.class);
    assertUnconfirmed(look(), "GitHub could not be asked about it");
    assertThat(clock.instant()).isEqualTo(began.plus(Duration.ofMinutes(3)));
  }

  @Test
  void reportsWhatIsVeryLateBeforeItsTaskFails() {
    published();
    clock.advance(TASK_TIMEOUT.minusSeconds(40));
    github.on(LATEST, build(SHA, "queued"));

    assertThat(((Outcome.Retry) look()).after()).isLessThanOrEqualTo(Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(10));
    assertUnconfirmed(look(), "is queued");
  }

  @Test
  void sendsNothingBackAndAsksForNothingInTheLastLook() {
    published();
    untilNothingIsLeftToWait();
    github.on(LATEST, build(SHA, "errored"));

    assertUnconfirmed(look(), "GitHub Pages could not build aaaaaaa");
    assertThat(github.asked()).containsExactly(LATEST);
  }

  @Test
  void waitsForAClosedWindowNoLongerThanItMay() {
    published();
    github.on(
        LATEST,
        new Answer(
            429,
            new JsonObject().put("message", "rate limit").toBuffer(),
            Map.of("retry-after", "3600")));

    var outcome = (Outcome.Retry) look();

    assertThat(outcome.after()).isEqualTo(Deadline.PROMISE.minus(Deadline.REPORTING));
    assertUnconfirmed(look(), "GitHub could not be asked about it");
    assertThat(github.asked()).containsExactly(LATEST);
  }

  @Test
  void reportsARefusalSinceThePushHasHappened() {
    published();
    github.on(LATEST, Answer.json(401, new JsonObject().put("message", "Bad credentials")));

    assertUnconfirmed(look(), "HTTP 401");
    assertThat(error()).doesNotContain(TOKEN);
  }

  private void claimAndLoseTheLease() {
    var claim = claim(TaskState.PUBLISHED);
    assertThatThrownBy(() -> run(claim)).isInstanceOf(LeaseLostException.class);
  }
}
