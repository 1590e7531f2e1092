package io.llmdevops.llm;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.DataFence;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LlmStepTest extends LlmStepFixture {

  @Test
  void storesAVersionWithWhatItTook() {
    model.says("<summary>Say\thi</summary>\n" + PAGE + "<done/>");

    var outcome = run(accepted());

    var version = version(outcome);
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.model()).isEqualTo("scripted");
    assertThat(version.summary()).isEqualTo("Say hi");
    assertThat(version.base()).isEmpty();
    assertThat(version.changes()).containsExactly(write("index.html", "<p>hi</p>\n"));
    assertThat(calls(outcome)).hasSize(1);
    assertThat(((Outcome.Advance) outcome).to()).isEqualTo(TaskState.GENERATED);
    assertThat(model.prompts().get(0).stable()).isEqualTo(Prompts.packaged().system());
  }

  @Test
  void recordsWhichAttachmentsAreLeftOut() {
    model.says(PAGE + "<done/>");

    var outcome =
        run(accepted(new Attachment("CNAME", "text/plain", Content.utf8("evil.example"))));

    assertThat(version(outcome).dropped())
        .containsExactly(new Version.Dropped("CNAME", "it would move the site to another domain"));
  }

  @Test
  void buildsOnWhatIsPublished() {
    head = Requests.files(Map.of("index.html", "one\ntwo\n"));
    model.says(edit("index.html", "one", "1") + "<done/>\n");

    var version = version(run(accepted()));

    assertThat(version.base()).contains(Requests.HEAD);
    assertThat(version.changes())
        .containsExactly(new Change.Edit("index.html", Content.utf8("1\ntwo\n")));
    assertThat(model.lastQuestion()).contains("one\ntwo\n");
  }

  @Test
  void continuesACutOffAnswerWithoutASeam() {
    model.says("<file path=\"index.html\">\n<p>h", Stop.TRUNCATED);
    model.says("i</", Stop.TRUNCATED);
    model.says("p>\n</file>", Stop.TRUNCATED);
    model.says("<done/>");

    var outcome = run(accepted());

    assertThat(version(outcome).changes()).containsExactly(write("index.html", "<p>hi</p>\n"));
    assertThat(model.prompts().get(2).turns())
        .extracting(Turn::speaker)
        .containsExactly(Speaker.USER, Speaker.MODEL, Speaker.USER);
    assertThat(model.prompts().get(2).turns().get(1).text())
        .isEqualTo("<file path=\"index.html\">\n<p>hi</");
    assertThat(calls(outcome)).hasSize(1);
    assertThat(storedCalls())
        .as("the last one ends with the outcome")
        .extracting(ModelCall::ended)
        .containsExactly(true, true, true, false);
  }

  @Test
  void continuesAfterATagWithTheLineEndThatWasCutOff() {
    model.says("<file path=\"index.html\">", Stop.TRUNCATED);
    model.says("\n<p>hi</p>\n</file>\n<done/>");

    assertThat(version(run(accepted())).changes())
        .containsExactly(write("index.html", "<p>hi</p>\n"));
  }

  @Test
  void neverPublishesWhatFindsNoEnd() {
    for (var i = 0; i < 4; i++) {
      model.says(PAGE, Stop.TRUNCATED);
    }

    assertThat(error(run(accepted()))).contains("cut off");
    assertThat(model.prompts()).hasSize(4);
  }

  @Test
  void asksOnceMoreWhenTheFormatIsWrong() {
    model.says("Sure! Here is your page.");
    model.says(PAGE + "<done/>\n");

    assertThat(version(run(accepted())).changes()).hasSize(1);
    assertThat(model.lastQuestion()).contains("not in the format", "<done/>");
  }

  @Test
  void asksOnceMoreWhenThereAreNoFiles() {
    model.says("<done/>\n");
    model.says("<done/>\n");

    assertThat(error(run(accepted()))).contains("held no files");
    assertThat(model.prompts()).hasSize(2);
  }

  @Test
  void saysWhyNothingCouldBeTaken() {
    model.says("<file path=\"../x\">\n</file>\n<done/>\n");
    model.says(PAGE + "<done/>\n");

    assertThat(version(run(accepted())).changes()).hasSize(1);
    assertThat(model.lastQuestion()).contains("../x: the path leads out of the repository");
  }

  @Test
  void asksForTheWholeFileWhereAnEditFails() {
    head = Requests.files(Map.of("index.html", "one\n", "app.js", "a\n"));
    model.says(edit("index.html", "none", "1") + edit("app.js", "a", "b") + "<done/>\n");
    model.says("<file path=\"index.html\">\nwhole\n</file>\n<done/>\n");

    var version = version(run(accepted()));

    assertThat(version.failedEdits()).isEmpty();
    assertThat(version.changes())
        .containsExactlyInAnyOrder(
            write("index.html", "whole\n"), new Change.Edit("app.js", Content.utf8("b\n")));
    assertThat(model.lastQuestion()).contains("\"path\":\"index.html\"", "one\n");
  }

  @Test
  void keepsTheOtherEditsWhereTheAnswerBreaksOff() {
    head = Requests.files(Map.of("index.html", "one\n", "app.js", "a\n"));
    model.says(edit("index.html", "none", "1") + edit("app.js", "a", "b") + "<done/>\n");
    model.breaksOff("<file path=\"index.html\">\nhalf");

    var version = version(run(accepted()));

    assertThat(version.failedEdits()).containsExactly("index.html");
    assertThat(version.changes()).extracting(Change::path).containsExactly("app.js");
  }

  @Test
  void triesAgainWhereTheAnswerBreaksOffAndThereIsNothingElse() {
    head = Requests.files(Map.of("index.html", "one\n"));
    model.says(edit("index.html", "none", "1") + "<done/>\n");
    model.breaksOff("<file path=\"index.html\">\nhalf");

    assertThat(((Outcome.Retry) run(accepted())).why()).isEqualTo("the answer broke off");
  }

  @Test
  void asksForThatOneFileOnceAndForNoOther() {
    head = Requests.files(Map.of("index.html", "one\n", "app.js", "a\n", "style.css", "p\n"));
    model.says(edit("index.html", "none", "1") + edit("app.js", "a", "b") + "<done/>\n");
    model.says(edit("index.html", "none as well", "1") + "<done/>\n");

    var version = version(run(accepted()));

    assertThat(model.prompts()).hasSize(2);
    assertThat(DataFence.read(model.lastQuestion()))
        .extracting(block -> block.about("path"))
        .containsExactly("index.html");
    assertThat(version.failedEdits()).containsExactly("index.html");
    assertThat(version.changes()).extracting(Change::path).containsExactly("app.js");
  }

  @Test
  void asksForSmallChangesOfALargeAppByTheLimitsNotByItsSize() {
    var lines = "const line = 'of an app that is there already';\n".repeat(6_300);
    head = Requests.files(Map.of("app.js", "// top\n" + lines + "// end\n", "index.html", PAGE));
    model.says(edit("app.js", "// end", "// the end") + "<done/>\n");

    var version = version(run(accepted()));

    assertThat(lines.length()).isGreaterThan(300_000);
    assertThat(model.prompts().get(0).length()).isGreaterThan(300_000);
    assertThat(model.prompts().get(0).limits().outputTokens()).isEqualTo(10_000);
    assertThat(version.changes())
        .containsExactly(
            new Change.Edit("app.js", Content.utf8("// top\n" + lines + "// the end\n")));
  }

  @Test
  void keepsTheOtherEditsWhereTheWholeFileDoesNotCome() {
    head = Requests.files(Map.of("index.html", "one\n", "app.js", "a\n"));
    model.says(edit("index.html", "none", "1") + edit("app.js", "a", "b") + "<done/>\n");
    model.says("I cannot.", Stop.REFUSED);

    var version = version(run(accepted()));

    assertThat(version.failedEdits()).containsExactly("index.html");
    assertThat(version.changes()).extracting(Change::path).containsExactly("app.js");
  }

  @Test
  void callsNoModelWithoutTheLease() {
    var claim = accepted();
    var lost = held();
    lost.end();

    assertThatThrownBy(() -> run(claim, lost)).isInstanceOf(LeaseLostException.class);
    assertThat(model.prompts()).isEmpty();
    assertThat(storedCalls()).isEmpty();
  }

  @Test
  void callsNoModelWhereTheLeaseRunsOutWhileTheCallIsStored() {
    var claim = accepted();
    var lease = held();

    assertThatThrownBy(() -> run(claim, lease, afterRecord(lease::end)))
        .isInstanceOf(LeaseLostException.class);
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void repairsTheVersionThatFailed() {
    model.says(edit("index.html", "old", "new") + "<done/>\n");

    var version = version(run(rejected()));

    assertThat(version.number()).isEqualTo(2);
    assertThat(version.changes())
        .containsExactlyInAnyOrder(
            write("index.html", "new\n"), write("style.css", "p { color: red }\n"));
    assertThat(model.lastQuestion()).contains("It works", "it does not", "line 7");
  }

  @Test
  void repairsWhatWasPublishedRatherThanWhatWasWrittenLast() {
    model.says(edit("index.html", "old", "new") + "<done/>\n");
    var claim = rejected();
    var worse = new Version(2, "m", "s", Optional.empty(), List.of(), List.of(), List.of());
    await(
        store.advance(
            claim, TaskState.GENERATED, "worse", List.of(new Fact.VersionWritten(worse))));
    await(
        store.advance(
            claim(TaskState.GENERATED),
            TaskState.CHECKED,
            "the first ships",
            List.of(new Fact.VersionChosen(1))));
    await(store.advance(claim(TaskState.CHECKED), TaskState.REJECTED, "not built", List.of()));

    var version = version(run(claim(TaskState.REJECTED)));

    assertThat(version.number()).isEqualTo(3);
    assertThat(version.changes()).contains(write("index.html", "new\n"));
    assertThat(model.lastQuestion()).contains("It works", "it does not", "line 7");
  }

  @Test
  void staysWithWhatIsWrittenWhereNobodyHasAnyMoreWhatItWasBuiltOn() {
    isGone = true;

    assertNoRepair(run(rejected(Optional.of(Requests.HEAD))), "the commit is gone");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void callsNoModelForARepairWhenTheTimeIsOver() {
    var claim = rejected();
    clock.advance(Deadline.WRITING);

    assertNoRepair(run(claim), "time");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void writesTheFirstVersionHoweverLateItIs() {
    var claim = accepted();
    clock.advance(Duration.ofMinutes(30));
    model.says(PAGE + "<done/>\n");

    assertThat(version(run(claim)).number()).isEqualTo(1);
    assertThat(model.prompts().get(0).limits().time()).isEqualTo(Duration.ofMinutes(30));
  }
}
