package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.model.Answer.Stop;
import io.llmdevops.task.Change;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Continuations that do not go on where the answer was cut off, as they were asked to. */
class SeamTest extends LlmStepFixture {

  private static final String CUT = "<file path=\"index.html\">\n<h1>hi</h1>\n<p>a long para";
  private static final Change WHOLE = write("index.html", "<h1>hi</h1>\n<p>a long paragraph</p>\n");

  private List<Change> written(String cut, String rest) {
    model.says(cut, Stop.TRUNCATED).says(rest);
    return version(run(accepted())).changes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "graph</p>\n</file>\n<done/>",
        "```html\ngraph</p>\n</file>\n<done/>\n```",
        "\n```\ngraph</p>\n</file>\n<done/>",
        "<p>a long paragraph</p>\n</file>\n<done/>",
        "\n<p>a long paragraph</p>\n</file>\n<done/>",
        "```html\n<p>a long paragraph</p>\n</file>\n<done/>\n```",
        "<h1>hi</h1>\n<p>a long paragraph</p>\n</file>\n<done/>",
        "<file path=\"index.html\">\n<h1>hi</h1>\n<p>a long paragraph</p>\n</file>\n<done/>",
        "<summary>Anew</summary>\n<file path=\"index.html\">\n"
            + "<h1>hi</h1>\n<p>a long paragraph</p>\n</file>\n<done/>",
        "Sorry, here it is:\n\n```\n<file path=\"index.html\">\n"
            + "<h1>hi</h1>\n<p>a long paragraph</p>\n</file>\n<done/>"
      })
  void joinsWhatWasCut(String rest) {
    assertThat(written(CUT, rest)).containsExactly(WHOLE);
  }

  @ParameterizedTest
  @MethodSource("wholeAnswers")
  void joinsEveryExactContinuationWithoutASeam(String answer) {
    var whole = new AnswerReader(Silence.INSTANCE);
    whole.feed(answer);
    var expected = whole.draft();
    for (var cut = 1; cut < answer.length(); cut++) {
      var reader = new AnswerReader(Silence.INSTANCE);
      reader.feed(answer.substring(0, cut));
      if (!reader.isDone()) {
        var seam = new Seam(reader, new StringBuilder(answer.substring(0, cut)));
        answer.substring(cut).lines().forEach(line -> seam.feed(line + "\n"));
        seam.end();
      }
      assertThat(reader.draft()).as("cut at %d", cut).isEqualTo(expected);
    }
  }

  static List<String> wholeAnswers() {
    var rows = "<tr><td class=\"name\">Tea</td><td>0</td></tr>".repeat(3);
    var page =
        "<summary>A table</summary>\n<file path=\"index.html\">\n<!doctype html>\n<style>\n"
            + "  .a { color: red; }\n  .a { color: red; }\n</style>\n<table>"
            + rows
            + "</table>\n"
            + "<p>\uD83D\uDE00 one</p>\n\n\n  <p>two</p>\n</file>\n";
    var readme =
        "<file path=\"README.md\">\n# App\n\n```html\n<b>x</b>\n```\n\n- one\n- one\n\n---\n"
            + "</file>\n";
    var data = "<file path=\"data.json\">\n[0,0,1,0,0,1,0,0,1,12,12,12]\n</file>\n";
    var edits =
        "<edit path=\"app.js\">\n<<<<<<< SEARCH\nconst a = 1;\n=======\nconst a = 2;\n"
            + "const b = 2;\n>>>>>>> REPLACE\n<<<<<<< SEARCH\n}\n=======\n>>>>>>> REPLACE\n"
            + "</edit>\n<delete path=\"old.js\"/>\n";
    return List.of(page + readme + "<done/>\n", data + edits + page + "<done/>\n");
  }

  @Test
  void takesNoFileForWholeThatWasLeftInTheMiddle() {
    model.says(CUT, Stop.TRUNCATED);
    model.says("<file path=\"style.css\">\np {}\n</file>\n<done/>");
    model.says(PAGE_DONE);

    assertThat(version(run(accepted())).changes())
        .containsExactly(write("index.html", "<p>hi</p>\n"));
    assertThat(model.prompts()).hasSize(3);
  }

  @Test
  void losesNoFileWhoseTagIsBegunOnceMore() {
    assertThat(written("<file pa", PAGE_DONE)).containsExactly(write("index.html", "<p>hi</p>\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<p>hi</p>\n</file>\n<done/>", "\n<p>hi</p>\n</file>\n<done/>"})
  void beginsAFileInTheLineAfterItsTag(String rest) {
    assertThat(written("<file path=\"index.html\">", rest))
        .containsExactly(write("index.html", "<p>hi</p>\n"));
  }

  @Test
  void keepsWhatIsTheSameAgainAndAgain() {
    var row = "<td>0</td><td>0</td>";

    assertThat(written("<file path=\"a.html\">\n" + row, row + "\n</file>\n<done/>"))
        .containsExactly(write("a.html", row + row + "\n"));
  }

  @Test
  void keepsLinesThatAreLikeTheLast() {
    var line = "<li class=\"waiting\"></li>\n";

    assertThat(written("<file path=\"a.html\">\n" + line, line + "</file>\n<done/>"))
        .containsExactly(write("a.html", line + line));
  }

  @Test
  void keepsTheFencesOfMarkdownAndTheSummariesOfHtml() {
    assertThat(written("<file path=\"README.md\">\nRun\n", "```sh\nls\n```\n</file>\n<done/>"))
        .containsExactly(write("README.md", "Run\n```sh\nls\n```\n"));
    var details = "<details>\n<summary>More</summary>\n</details>\n";
    assertThat(
            written(
                "<file path=\"a.html\">\n<details>\n",
                "<summary>More</summary>\n</details>\n</file>\n<done/>"))
        .containsExactly(write("a.html", details));
  }

  @Test
  void joinsLongContinuationsAsTheyAre() {
    var rest = "graph of text ".repeat(1_000);

    assertThat(written(CUT, rest + "\n</file>\n<done/>"))
        .containsExactly(write("index.html", "<h1>hi</h1>\n<p>a long para" + rest + "\n"));
  }
}
