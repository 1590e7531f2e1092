package io.llmdevops.github.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.github.pages.ScriptedServer.Answer;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From the push to a page that is live, where a workflow deploys it. */
class WorkflowSiteTest extends LiveStepFixture {

  private static final String AGAIN = "POST " + REPO + "/actions/runs/7/rerun";
  private static final String JOBS = "GET " + REPO + "/actions/runs/7/jobs";
  private static final String LOGS = "GET " + REPO + "/actions/jobs/70/logs";
  private static final String STAMP = "2026-01-02T03:04:05.1234567Z ";

  @Test
  void isLiveOnceTheRunOfItsCommitHasSucceeded() {
    publishedByWorkflow();
    github.on(
        RUNS,
        runs(),
        runs(run(7, SHA, "queued", null, 1), ended(6, PARENT, "success", 1)),
        runs(run(7, SHA, "in_progress", null, 1)),
        runs(ended(7, SHA, "success", 1)));

    assertWaits(look(), "there is no run of .github/workflows/pages.yml for aaaaaaa");
    assertWaits(look(), "for aaaaaaa is queued");
    assertWaits(look(), "is in_progress");
    assertThat(web.asked()).isEmpty();
    assertLive(look(), "for aaaaaaa has succeeded, and the page answers");
    assertThat(github.asked()).containsOnly(RUNS).hasSize(4);
  }

  @Test
  void looksAtTheRunsOfItsOwnWorkflowOnly() {
    publishedByWorkflow();
    github.on(
        RUNS,
        runs(
            ended(8, SHA, "failure", 1).put("path", ".github/workflows/test.yml"),
            ended(7, SHA, "success", 1).put("path", "octo/hello/" + WORKFLOW + "@main")));

    assertLive(look(), "has succeeded");
  }

  @Test
  void takesTheRunOfALaterCommitForItsOwn() {
    publishedByWorkflow();
    compared(LATER, "ahead");
    github.on(RUNS, runs(ended(8, LATER, "success", 1), ended(7, SHA, "cancelled", 1)));

    assertLive(look(), "for ddddddd, which came on top of aaaaaaa, has succeeded");
    assertThat(github.asked()).doesNotContain(AGAIN);
  }

  @Test
  void takesNoRunOfAPullRequestForOneThatDeploys() {
    publishedByWorkflow();
    compared(LATER, "ahead");
    github.on(
        RUNS,
        runs(
            ended(8, LATER, "success", 1).put("event", "pull_request"),
            ended(7, SHA, "success", 1).put("event", "pull_request_target")));

    assertWaits(look(), "there is no run of");
  }

  @Test
  void startsNothingAgainThatHasGivenWayToALaterRun() {
    publishedByWorkflow();
    github.on(RUNS, runs(run(8, LATER, "queued", null, 1), ended(7, SHA, "cancelled", 1)));

    assertWaits(look(), "has given way to a later one");
    assertThat(github.asked()).doesNotContain(AGAIN);
  }

  @Test
  void startsACancelledRunAgainOnce() {
    publishedByWorkflow();
    github.on(RUNS, runs(ended(7, SHA, "cancelled", 1)));
    github.on(AGAIN, Answer.json(201, new JsonObject()));

    assertWaits(look(), "has ended as cancelled");
    assertWaits(look(), "was asked to start again");
    github.on(RUNS, runs(run(7, SHA, "queued", null, 2)), runs(ended(7, SHA, "cancelled", 2)));
    assertWaits(look(), "is queued");
    assertUnconfirmed(look(), "has ended as cancelled, started again");

    assertThat(github.asked()).containsOnlyOnce(AGAIN);
    assertThat(timeline()).anyMatch(line -> line.endsWith("cancelled; asked for once more"));
  }

  @Test
  void startsARunAgainThatMayHaveFoundNoSite() {
    publishedLate();
    github.on(RUNS, runs(ended(7, SHA, "failure", 1)));
    github.on(AGAIN, Answer.json(201, new JsonObject()));

    assertWaits(look(), "has ended as failure");
    github.on(RUNS, runs(ended(7, SHA, "success", 2)));

    assertLive(look(), "has succeeded");
    assertThat(github.asked()).containsOnlyOnce(AGAIN);
  }

  @Test
  void sendsBackWhatFailsAfterItWasStartedAgain() {
    publishedLate();
    github.on(RUNS, runs(ended(7, SHA, "failure", 1)));
    github.on(AGAIN, Answer.json(201, new JsonObject()));
    look();
    github.on(RUNS, runs(ended(7, SHA, "failure", 2)));

    assertThat(((Outcome.Advance) look()).to()).isEqualTo(TaskState.REJECTED);
  }

  @Test
  void findsAfterACrashThatTheRunWasStartedAgain() {
    publishedByWorkflow();
    github.on(RUNS, runs(ended(7, SHA, "cancelled", 1)));
    github.on(AGAIN, Answer.json(201, new JsonObject()));
    lookAndDie();
    github.on(RUNS, runs(run(7, SHA, "queued", null, 2)));

    assertWaits(look(), "is queued");

    assertThat(github.asked()).containsOnlyOnce(AGAIN);
  }

  @Test
  void startsItAgainWhereTheAnswerWasLostAndNothingHappened() {
    publishedByWorkflow();
    github.on(RUNS, runs(ended(7, SHA, "cancelled", 1)));
    github.on(AGAIN, Answer.dropped(), Answer.json(201, new JsonObject()));

    look();
    assertWaits(look(), "has ended as cancelled");
    assertWaits(look(), "was asked to start again");

    assertThat(github.asked().stream().filter(AGAIN::equals)).hasSize(2);
  }

  @Test
  void startsNothingAgainWithoutThePermissionAndSaysSo() {
    publishedLate();
    github.on(RUNS, runs(ended(7, SHA, "failure", 1)));
    github.on(
        AGAIN,
        Answer.json(
            403,
            new JsonObject().put("message", "Resource not accessible by personal access token")));

    assertWaits(look(), "has ended as failure");
    assertUnconfirmed(look(), "it was not started again: ", "permission Actions (read and write)");

    assertThat(github.asked()).containsOnlyOnce(AGAIN);
    assertThat(timeline())
        .anyMatch(line -> line.contains("refused: that takes the token's permission Actions"));
  }

  @Test
  void saysThatThereIsNoRunAtAll() {
    publishedByWorkflow();
    github.on(RUNS, runs());
    look();
    clock.advance(pace.stuck());

    assertWaits(look(), "are Actions switched on");
    assertWaits(look(), "are Actions switched on");
    untilNothingIsLeftToWait();
    assertUnconfirmed(look(), "there is no run of", "are Actions switched on");
  }

  @Test
  void tellsTheStepAndTheTailOfTheLogOfARunThatFailed() {
    publishedByWorkflow();
    failedAtBuild(log());

    var outcome = (Outcome.Advance) look();

    var step =
        "the run of .github/workflows/pages.yml for aaaaaaa has ended as failure in job"
            + " \"deploy\", step \"Build\"";
    assertThat(outcome.to()).isEqualTo(TaskState.REJECTED);
    assertThat(outcome.detail()).isEqualTo(step);
    var failure = report().versions().get(0).checks().get(1);
    assertThat(failure.check()).isEqualTo(CheckResult.SITE_IS_BUILT);
    assertThat(failure.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(failure.reason()).isEqualTo(step);
    assertThat(failure.evidence())
        .startsWith("line 62\n")
        .endsWith("line 100\n##[error]Process completed with exit code 1.")
        .hasLineCount(40);
    assertThat(error()).isEqualTo("the page is not live: " + step + "\n" + failure.evidence());
  }

  @Test
  void showsTheLogsServerNoToken() {
    publishedByWorkflow();
    failedAtBuild(log());

    look();

    assertThat(web.asked()).containsExactly("GET /signed-log");
    assertThat(web.calls().get(0).authorization()).isEmpty();
    assertThat(web.calls().toString()).doesNotContain(TOKEN);
  }

  @Test
  void keepsTheEnginesSecretsOutOfWhatItTells() {
    publishedByWorkflow();
    failedAtBuild(STAMP + "before\n" + STAMP + "token " + TOKEN + "\n" + STAMP + "after\n");

    look();

    assertThat(error()).contains("before\nafter").doesNotContain(TOKEN);
    assertThat(report().toString()).doesNotContain(TOKEN);
  }

  @Test
  void doesWithoutALogThatCannotBeHad() {
    publishedByWorkflow();
    failedAtBuild("unused");
    web.on("GET /signed-log", Answer.dropped());

    assertThat(((Outcome.Advance) look()).to()).isEqualTo(TaskState.REJECTED);
    assertThat(error()).endsWith("in job \"deploy\", step \"Build\"");
  }

  @Test
  void doesWithoutJobsThatMayNotBeRead() {
    publishedByWorkflow();
    github.on(RUNS, runs(ended(7, SHA, "failure", 1)));
    github.on(
        JOBS,
        Answer.json(
            403,
            new JsonObject().put("message", "Resource not accessible by personal access token")));

    assertThat(((Outcome.Advance) look()).to()).isEqualTo(TaskState.REJECTED);
    assertThat(error()).endsWith("has ended as failure");
  }

  @Test
  void asksNoModelForWhatAPersonMustApprove() {
    publishedByWorkflow();
    github.on(RUNS, runs(ended(7, SHA, "action_required", 1)));

    assertUnconfirmed(look(), "has ended as action_required");
  }

  @Test
  void tellsTheLogOfABranchBuildToo() {
    published();
    github.on(LATEST, build(SHA, "errored"));
    failedAtBuild(log());
    github.on(
        RUNS,
        runs(ended(7, SHA, "failure", 1).put("path", "dynamic/pages/pages-build-deployment")));

    look();

    assertThat(error())
        .contains("could not build aaaaaaa in job \"deploy\", step \"Build\"\nPage build failed.\n")
        .endsWith("##[error]Process completed with exit code 1.");
  }

  private void publishedLate() {
    published(
        List.of(new Fact.Marked(Memory.WORKFLOW, WORKFLOW), new Fact.Marked(Memory.LATE, "true")));
  }

  private void failedAtBuild(String log) {
    github.on(RUNS, runs(ended(7, SHA, "failure", 1)));
    var steps =
        new JsonArray()
            .add(step("Set up job", "success"))
            .add(step("Build", "failure"))
            .add(step("Deploy", "skipped"));
    var job = step("deploy", "failure").put("id", 70).put("steps", steps);
    github.on(JOBS, Answer.json(200, new JsonObject().put("jobs", new JsonArray().add(job))));
    github.on(LOGS, Answer.to(302, web.url() + "/signed-log?signature=x"));
    web.on("GET /signed-log", Answer.text(200, log));
  }

  private static JsonObject step(String name, String conclusion) {
    return new JsonObject().put("name", name).put("conclusion", conclusion);
  }

  private static String log() {
    var lines =
        IntStream.rangeClosed(1, 100)
            .mapToObj(number -> STAMP + "\u001B[36;1mline " + number + "\u001B[0m")
            .collect(Collectors.joining("\n"));
    return lines
        + "\n"
        + STAMP
        + "##[error]Process completed with exit code 1.\n"
        + STAMP
        + "Post job cleanup.\n";
  }
}
