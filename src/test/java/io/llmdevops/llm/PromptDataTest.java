package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import io.llmdevops.task.Version;
import io.llmdevops.task.Version.Dropped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromptDataTest {

  private static final Prompts PROMPTS = Prompts.packaged();

  @Test
  void tellsNothingOfWhoAskedAndWhoIsAnswered() {
    var situation = repair();
    var data = PromptData.of(situation);
    var texts =
        Stream.of(
                PROMPTS.system(),
                PROMPTS.build(data),
                PROMPTS.revise(data),
                PROMPTS.repair(data),
                PROMPTS.whole(data),
                PROMPTS.goOn(),
                PROMPTS.again("No."))
            .toList();

    assertThat(texts)
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain(
                        Requests.EMAIL,
                        Requests.NONCE,
                        Requests.CALLBACK,
                        "callback.example.net",
                        "name-of-this-task"));
  }

  @Test
  void asksForTheEndInEveryPromptThatAsksForFiles() {
    var nothing = List.<DataBlock>of();
    assertThat(
            List.of(
                PROMPTS.system(),
                PROMPTS.build(nothing),
                PROMPTS.revise(nothing),
                PROMPTS.repair(nothing),
                PROMPTS.whole(nothing),
                PROMPTS.goOn(),
                PROMPTS.again("No.")))
        .allMatch(text -> text.contains("<done/>"))
        .noneMatch(text -> text.contains("{{"));
  }

  @Test
  void carriesBriefChecksAttachmentsFilesAndFaults() {
    var blocks = DataFence.read(PROMPTS.repair(PromptData.of(repair())));

    assertThat(blocks).isEqualTo(PromptData.of(repair()));
    assertThat(blocks)
        .extracting(DataBlock::kind)
        .containsExactly(
            "brief",
            "check",
            "check",
            "attachment",
            "attachment",
            "file",
            "file",
            "failed_check",
            "dropped",
            "failed_edit_before");
    assertThat(blocks.get(2).text()).isEqualTo("js: 1 < 2 (at ?a=b)");
    assertThat(blocks.get(4).about("shown")).isEqualTo("none");
    assertThat(blocks.get(7).text()).isEqualTo("Error: x");
  }

  @Test
  void showsLargeAttachmentsInPartAndWholeLines() {
    var line = "0123456789,äöü\n";
    var attachments =
        Stream.of("a", "b", "c", "d", "e", "f")
            .map(name -> Requests.attachment(name, "text/csv", line.repeat(5_000)))
            .toArray(Attachment[]::new);
    var blocks = PromptData.of(Requests.first(Requests.of(1, "b", attachments)));
    var shown = blocks.stream().filter(block -> block.kind().equals("attachment")).toList();

    assertThat(shown)
        .extracting(block -> block.about("shown"))
        .containsExactly("part", "part", "part", "part", "none", "none");
    assertThat(shown.get(0).text()).endsWith("äöü\n");
    assertThat(Content.utf8(shown.get(0).text()).size()).isLessThanOrEqualTo(32 * 1_024);
  }

  private static Situation repair() {
    var version =
        new Version(
            1,
            "m",
            "s",
            Optional.of(Requests.HEAD),
            List.of(new Change.Write("new.txt", Content.utf8("n"))),
            List.of(new Dropped("../x", "the path leads out of the repository")),
            List.of("app.js"));
    var request =
        Requests.of(
            2,
            "Do it",
            Requests.attachment("a.csv", "text/csv", "a,b\n"),
            new Attachment("b.png", "image/png", Content.of(new byte[] {(byte) 0xff, 0})));
    return new Situation(
        request,
        2,
        version.base(),
        Requests.files(Map.of("app.js", "a", "LICENSE", "MIT")),
        Optional.of(version),
        List.of(new CheckResult("js: 1 < 2", Verdict.FAIL, "it threw", "Error: x")));
  }
}
