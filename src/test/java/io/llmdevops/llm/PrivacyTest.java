package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.Secret;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.ScriptedModel;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine never adds to a prompt, in every kind of prompt that there is. */
class PrivacyTest extends LlmStepFixture {

  private static final Content PICTURE =
      Content.of("\u0089PNG\r\n\u001a\n\u00ff".getBytes(StandardCharsets.ISO_8859_1));

  private final ScriptedModel looking =
      new ScriptedModel("looking", new Traits(true, 200_000, 10_000, Optional.empty()));

  @Test
  void tellsNobodyWhoAskedAndWhoIsAnswered() {
    chain = chain(looking);
    var prompts = everyKindOfPrompt();

    assertThat(prompts.stream().flatMap(PrivacyTest::texts))
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain(
                        Requests.EMAIL,
                        Requests.NONCE,
                        Requests.CALLBACK,
                        "callback.example.net",
                        "name-of-this-task",
                        "task-",
                        id.value()));
    assertThat(questions(prompts))
        .as("every kind of prompt")
        .anyMatch(text -> text.contains("Build the first version"))
        .anyMatch(text -> text.contains("Answer once more"))
        .anyMatch(text -> text.contains("Your answer was cut off"))
        .anyMatch(text -> text.contains("This application is there already"))
        .anyMatch(text -> text.contains("Some of your edits could not be applied"))
        .anyMatch(text -> text.contains("it failed some of its checks"));
  }

  @Test
  void sendsNothingWhereATaskHoldsASecretOfTheEngine() {
    secrets = List.of(new Secret("sk-proj-0123456789abcdef"));
    var leak = Requests.attachment("data.csv", "text/csv", "key,sk-proj-0123456789abcdef\n");

    var outcome = run(accepted(leak));

    assertThat(error(outcome))
        .contains("the attachment data.csv holds one of this engine's own secrets")
        .doesNotContain("sk-proj");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void showsPicturesOnceToAModelThatLooksAtThem() {
    chain = chain(looking);
    assertThat(everyKindOfPrompt())
        .allSatisfy(
            prompt ->
                assertThat(prompt.turns().stream().flatMap(turn -> turn.images().stream()))
                    .hasSizeLessThanOrEqualTo(1));
    assertThat(looking.prompts().get(0).turns().get(0).images())
        .extracting(Prompt.Image::content)
        .containsExactly(PICTURE);
  }

  @Test
  void keepsTranscriptsWhereAFolderIsNamed(@TempDir Path folder) throws Exception {
    kept = Optional.of(folder);
    model.says(PAGE_DONE);
    run(accepted());

    var task = folder.resolve(id.value());
    assertThat(task.resolve("1-prompt.txt")).content().contains("Say hi.");
    assertThat(task.resolve("1-answer.txt")).content().startsWith(PAGE_DONE);
  }

  @Test
  void beginsEveryPromptWithTheSamePart() {
    chain = chain(looking);
    assertThat(everyKindOfPrompt())
        .extracting(Prompt::stable)
        .containsOnly(Prompts.packaged().system());
  }

  private List<Prompt> everyKindOfPrompt() {
    looking
        .says("no tags")
        .says("<file path=\"a.txt\">\nhal", Stop.TRUNCATED)
        .says("f\n</file>\n<done/>");
    assertWritten(run(accepted(attachments())));
    head = Requests.files(Map.of("index.html", "<p>hi</p>\n"));
    looking
        .says(
            "<edit path=\"index.html\">\n<<<<<<< SEARCH\nno\n=======\nx\n>>>>>>> REPLACE\n</edit>\n<done/>")
        .says(PAGE.replace("hi", "ho") + "<done/>");
    assertWritten(run(accepted(attachments())));
    head = io.llmdevops.task.FileTree.EMPTY;
    looking.says(PAGE_DONE);
    assertWritten(run(rejected()));
    return List.copyOf(looking.prompts());
  }

  private static void assertWritten(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Advance.class);
    assertThat(((Outcome.Advance) outcome).detail()).contains("written by looking");
  }

  private static Attachment[] attachments() {
    return new Attachment[] {
      Requests.attachment("a.csv", "text/csv", "a,b\n".repeat(20_000)),
      new Attachment("b.png", "image/png", PICTURE)
    };
  }

  private static List<String> questions(List<Prompt> prompts) {
    return prompts.stream()
        .map(prompt -> prompt.turns().get(prompt.turns().size() - 1).text())
        .toList();
  }

  /** All that goes out: pictures as characters for bytes. */
  private static Stream<String> texts(Prompt prompt) {
    var texts = new ArrayList<>(List.of(prompt.stable()));
    for (var turn : prompt.turns()) {
      texts.add(turn.text());
      turn.images().stream()
          .map(image -> new String(image.content().bytes(), StandardCharsets.ISO_8859_1))
          .forEach(texts::add);
    }
    return texts.stream();
  }
}
