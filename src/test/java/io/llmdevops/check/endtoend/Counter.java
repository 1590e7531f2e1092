package io.llmdevops.check.endtoend;

import io.llmdevops.check.endtoend.Question.Kind;
import java.awt.Color;
import java.util.stream.Stream;

/**
 * An app that is broken at first: its script calls what nobody has written. Its author repairs it
 * if he is told the check that failed, the error that the page had, and how the script is now; else
 * he writes nonsense.
 */
final class Counter {

  /** False on the broken page. */
  static final String CHECK = "document.querySelector('#total').textContent === '6'";

  /** What the broken page's error says. */
  static final String ERROR = "sumOf is not defined";

  /** A line of its script. */
  static final String BROKEN = "document.querySelector('#total').textContent = sumOf([1, 2, 3]);";

  /** What the broken page looks like. */
  static final Color RED = new Color(0xb0, 0x00, 0x20);

  /** What the right one looks like. */
  static final Color GREEN = new Color(0x00, 0xa6, 0x51);

  private static final String REPAIRED =
      """
      const sum = [1, 2, 3].reduce((a, b) => a + b);
      document.querySelector('#total').textContent = sum;
      document.body.style.background = 'rgb(0, 166, 81)';""";

  private Counter() {}

  static String broken(String title) {
    return Written.app(
        title,
        """
        <style>body { background: rgb(176, 0, 32); }</style>
        <p id="total">0</p>
        <script src="app.js"></script>""",
        Written.file("app.js", BROKEN + "\n"));
  }

  /** Where the question holds what is needed to know it. */
  static String repaired(Question question) {
    var told = Stream.of(CHECK, ERROR).allMatch(question.failures()::contains);
    var shown = question.file("app.js").filter(text -> text.contains(BROKEN)).isPresent();
    return told && shown
        ? Written.edit("app.js", BROKEN, REPAIRED)
        : Written.page("Nonsense", "<p>There was no telling what was wrong.</p>");
  }

  /** Writes and repairs it. */
  static WritingModel.Author author(String title) {
    return question ->
        WritingModel.says(question.kind() == Kind.REPAIR ? repaired(question) : broken(title));
  }
}
