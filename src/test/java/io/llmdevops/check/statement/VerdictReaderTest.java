package io.llmdevops.check.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.llmdevops.check.statement.Statements.Ruling;
import io.llmdevops.task.CheckResult.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictReaderTest {

  private static final Set<Integer> ASKED = Set.of(1, 2, 3);
  private static final String ONE = "<verdict n=\"1\" value=\"pass\">seen in app.js</verdict>";
  private static final String TWO = "<verdict n=\"2\" value=\"fail\">no title</verdict>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ONE + "\n" + TWO,
        TWO + "\r\n" + ONE,
        ONE + TWO,
        ONE + " " + TWO,
        "```xml\n" + ONE + "\n" + TWO + "\n```",
        "Here are my verdicts:\n\n- " + ONE + "\n- " + TWO + "\n\nThat is all.",
        "1. **" + ONE + "**\n2. **" + TWO + "**",
        "> `" + ONE + "`\n> `" + TWO + "`",
        "| " + ONE + " |\n| " + TWO + " |",
        "<VERDICT N='1' VALUE='PASS'>seen in app.js</VERDICT>\n"
            + "<Verdict value = Fail n = 2 >\n no title\n</ verdict >",
        "<verdict n=“1” value=”Passed”>seen in app.js</verdict>\n"
            + "<verdict n=\\\"2\\\" value=\\\"FAILED\\\">no title</verdict>",
        "<verdict n=\"#1\" value=\"passes\">seen in app.js\n<verdict n=2 value=fails>no title",
        ONE + "\n" + TWO + "\n" + ONE,
        ONE + "\n" + TWO + "\n<verdict n=\"1\" value=\"pass\">said twice</verdict>",
        ONE + "\n" + TWO + "\n<verdict n=\"4\" value=\"pass\">never asked</verdict>",
        ONE + "\n" + TWO + "\n<verdict n=\"3\" value=\"perhaps\">unclear</verdict>",
        ONE + "\n" + TWO + "\n<verdict n=\"3\" value=\"passable\">unclear</verdict>",
        ONE + "\n" + TWO + "\n<verdict value=\"pass\">of what?</verdict>",
        ONE + "\n" + TWO + "\n<verdict n=\"3\" val"
      })
  void readsVerdictsHoweverTheyAreWritten(String answer) {
    assertThat(VerdictReader.read(answer, ASKED))
        .containsOnly(
            entry(1, new Ruling(Verdict.PASS, "seen in app.js")),
            entry(2, new Ruling(Verdict.FAIL, "no title")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "All of them pass.", "1: pass\n2: fail", "<verdict>", "</verdict>"})
  void readsNothingWhereThereIsNothing(String answer) {
    assertThat(VerdictReader.read(answer, ASKED)).isEmpty();
  }

  @Test
  void takesNoSideWhereTheModelContradictsItself() {
    var answer = TWO.replace("fail", "pass") + "\n" + TWO + "\n" + TWO.replace("fail", "pass");

    assertThat(VerdictReader.read(answer, ASKED))
        .isEqualTo(Map.of(2, new Ruling(Verdict.NOT_JUDGED, "the model contradicted itself")));
  }

  @Test
  void takesNoQuotationForAVerdict() {
    var answer =
        "<verdict n=\"1\" value=\"fail\">the page says " + TWO.replace("fail", "pass") + " itself";

    assertThat(VerdictReader.read(answer, ASKED)).containsOnlyKeys(1);
    assertThat(VerdictReader.read("I read " + ONE + " in README.md.", ASKED)).isEmpty();
  }

  @Test
  void readsVerdictsWithoutAReason() {
    assertThat(
            VerdictReader.read("<verdict n=\"1\" value=\"pass\"/><verdict n=2 value=fail>", ASKED))
        .containsOnly(
            entry(1, new Ruling(Verdict.PASS, "")), entry(2, new Ruling(Verdict.FAIL, "")));
  }

  @Test
  void readsLongAnswersInNoTime() {
    var answers =
        new String[] {
          "<verdict ".repeat(100_000),
          "- ".repeat(200_000),
          ("<verdict n=\"1\" value=\"pass\">" + " ".repeat(20)).repeat(10_000),
          "\n".repeat(300_000) + "<verdict n=",
          "<verdict n=\"" + " ".repeat(300_000)
        };
    for (var answer : answers) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> VerdictReader.read(answer, ASKED));
    }
  }
}
