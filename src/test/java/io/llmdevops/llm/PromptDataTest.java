package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.DataFence;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.model.Prompt.Image;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Change;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.Version;
import io.llmdevops.task.Version.Dropped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PromptDataTest {

  private static final Prompts PROMPTS = Prompts.packaged();
  private static final Traits LARGE = new Traits(false, 1_000_000, 100_000, Optional.empty());
  private static final Traits LOOKING = new Traits(true, 1_000_000, 100_000, Optional.empty());

  @Test
  void tellsNothingOfWhoAskedAndWhoIsAnswered() {
    var situation = repair();
    var data = PromptData.of(situation, LARGE).blocks();
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
    var blocks = DataFence.read(PROMPTS.repair(PromptData.of(repair(), LARGE).blocks()));

    assertThat(blocks).isEqualTo(PromptData.of(repair(), LARGE).blocks());
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
  void showsLargeTextsInPartAndWholeLinesUntilThereIsNoRoom() {
    var line = "0123456789,äöü\n";
    var attachments =
        Stream.of("a", "b", "c", "d", "e", "f")
            .map(name -> Requests.attachment(name, "text/plain", line.repeat(5_000)))
            .toArray(Attachment[]::new);
    var shown = attachments(Requests.first(Requests.of(1, "b", attachments)), LARGE);

    assertThat(shown)
        .extracting(block -> block.about("shown"))
        .containsExactly("head", "head", "head", "head", "none", "none");
    assertThat(shown.get(0).text()).endsWith("äöü\n");
    assertThat(Content.utf8(shown.get(0).text()).size()).isLessThanOrEqualTo(32 * 1_024);
    assertThat(shown).allMatch(block -> block.about("bytes").equals("90000"));
  }

  @Test
  void showsPicturesByTheirBytesToModelsThatLookAtThem() {
    var situation =
        Requests.first(
            Requests.of(
                1,
                "b",
                picture("a.bin", "\u0089PNG\r\n\u001a\n"),
                picture("b.png", "\u00ff\u00d8\u00ff\u00e0"),
                picture("c.txt", "GIF89a"),
                picture("d", "RIFF\1\2\3\4WEBPVP8 "),
                picture("e.png", "not a picture"),
                Requests.attachment("f.svg", "image/svg+xml", "<svg/>")));

    var data = PromptData.of(situation, LOOKING);
    assertThat(data.images())
        .extracting(Image::mediaType)
        .containsExactly("image/png", "image/jpeg", "image/gif", "image/webp");
    assertThat(data.images().get(2).content())
        .isEqualTo(situation.request().attachments().get(2).content());
    assertThat(attachments(situation, LOOKING))
        .extracting(block -> block.about("shown"))
        .containsExactly("image", "image", "image", "image", "none", "whole");
    assertThat(PromptData.of(situation, LARGE).images()).isEmpty();
    assertThat(attachments(situation, LARGE))
        .extracting(block -> block.about("shown"))
        .containsExactly("none", "none", "none", "none", "none", "whole");
  }

  @Test
  void takesAlongOnlyAsManyPicturesAsProvidersTake() {
    var large = "\u0089PNG\r\n\u001a\n" + "\u00fe".repeat(7 * 512 * 1_024 - 9);
    assertThat(pictures(large, 5)).as("together").isEqualTo(3);
    assertThat(pictures(large + "\u00fe\u00fe", 1)).as("one that is too large").isZero();
    assertThat(pictures("GIF87a\u00fe", 12)).as("in all").isEqualTo(10);
  }

  private static int pictures(String bytes, int number) {
    var all =
        IntStream.range(0, number)
            .mapToObj(i -> picture("p" + i, bytes))
            .toArray(Attachment[]::new);
    return PromptData.of(Requests.first(Requests.of(1, "b", all)), LOOKING).images().size();
  }

  @Test
  void fitsIntoTheContextOfTheModel() {
    var files = new java.util.TreeMap<String, String>();
    for (var i = 0; i < 20; i++) {
      files.put("f" + i + ".js", "let a = 1;\n".repeat(3_000));
    }
    var attachments =
        IntStream.range(0, 9)
            .mapToObj(i -> Requests.attachment(i + ".csv", "text/csv", "a,b\n1,2\n".repeat(9_000)))
            .toArray(Attachment[]::new);
    var situation =
        Requests.on(Requests.files(files), Requests.of(2, "b".repeat(9_000), attachments));
    for (var context : new long[] {8_000, 16_000, 32_000, 64_000, 128_000, 1_000_000}) {
      var traits = new Traits(true, context, context / 4, Optional.empty());
      var text = PROMPTS.system() + PROMPTS.revise(PromptData.of(situation, traits).blocks());
      assertThat((long) Content.utf8(text).size())
          .as("context of %d", context)
          .isLessThanOrEqualTo(Math.max(context * 3 / 4 * 3, 24_000));
    }
    assertThat(shownWhole(situation, 32_000)).isLessThan(shownWhole(situation, 128_000));
    assertThat(shownWhole(situation, 1_000_000)).isEqualTo(15);
  }

  @Test
  void leavesRoomWhereTheAnswerMayFillTheContext() {
    var situation =
        Requests.on(Requests.files(Map.of("a.js", "let a;\n")), Requests.of(2, "Do it"));
    var data = PromptData.of(situation, new Traits(false, 100_000, 100_000, Optional.empty()));
    assertThat(data.blocks().get(3).about("shown")).isEqualTo("whole");
  }

  @Test
  void beginsTheSameInEveryQuestionAboutATask() {
    var attachments =
        new Attachment[] {Requests.attachment("a.csv", "text/csv", "a,b\n".repeat(20_000))};
    var request = Requests.of(1, "Do it", attachments);
    var build = PROMPTS.build(PromptData.of(Requests.first(request), LARGE).blocks());
    var repair = PROMPTS.repair(PromptData.of(repair(request), LARGE).blocks());

    var same = 0;
    while (build.charAt(same) == repair.charAt(same)) {
      same++;
    }
    assertThat(build.substring(0, same)).contains("Do it", "js: 1 < 2", "rows: 19999", "END DATA");
  }

  private static long shownWhole(Situation situation, long context) {
    var traits = new Traits(false, context, context / 4, Optional.empty());
    return PromptData.of(situation, traits).blocks().stream()
        .filter(block -> block.kind().equals("file") && block.about("shown").equals("whole"))
        .count();
  }

  private static List<DataBlock> attachments(Situation situation, Traits traits) {
    return PromptData.of(situation, traits).blocks().stream()
        .filter(block -> block.kind().equals("attachment"))
        .toList();
  }

  private static Attachment picture(String name, String bytes) {
    var content = Content.of((bytes + "\u00ff").getBytes(StandardCharsets.ISO_8859_1));
    return new Attachment(name, "application/octet-stream", content);
  }

  private static Situation repair() {
    return repair(
        Requests.of(
            2,
            "Do it",
            Requests.attachment("a.csv", "text/csv", "a,b\n"),
            new Attachment("b.png", "image/png", Content.of(new byte[] {(byte) 0xff, 0}))));
  }

  private static Situation repair(TaskRequest request) {
    var version =
        new Version(
            1,
            "m",
            "s",
            Optional.of(Requests.HEAD),
            List.of(new Change.Write("new.txt", Content.utf8("n"))),
            List.of(new Dropped("../x", "the path leads out of the repository")),
            List.of("app.js"));
    return new Situation(
        request,
        2,
        version.base(),
        Requests.files(Map.of("app.js", "a", "LICENSE", "MIT")),
        Optional.of(version),
        List.of(new CheckResult("js: 1 < 2", Verdict.FAIL, "it threw", "Error: x")));
  }
}
