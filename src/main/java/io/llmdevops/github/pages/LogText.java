package io.llmdevops.github.pages;

import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.OneLine;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the end of a job's log fit to be shown, stored, and read by a model. */
final class LogText {

  private static final int MOST_LINES = 40;
  private static final int MOST_CHARACTERS = 4_000;
  private static final int LONGEST_LINE = 500;

  /** What a runner puts before a line that says what failed; cleaning up comes after it. */
  private static final String ERROR = "##[error]";

  private static final Pattern TIMESTAMP =
      Pattern.compile("^\\uFEFF?\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z ?");

  /** ECMA-48: control sequences, and the like of a terminal's title. */
  private static final Pattern ANSI =
      Pattern.compile(
          "\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(?:\\x07|\\x1B\\\\)?|[@-Z\\\\^_])");

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\t]]");

  private final SecretSearch secrets;

  LogText(SecretSearch secrets) {
    this.secrets = secrets;
  }

  /** The last lines that tell of the failure, without what could be a secret of the engine's. */
  String told(String log) {
    var lines = log.lines().map(LogText::plain).toList();
    var text = cut(lines.subList(0, end(lines)));
    // A secret may be broken over lines.
    return secrets.foundIn(text) ? "" : text;
  }

  /** One line of somebody else's, on the same terms. */
  String line(String text) {
    var line = OneLine.of(text, LONGEST_LINE);
    return secrets.foundIn(line) ? "" : line;
  }

  private static String plain(String line) {
    var head = line.substring(0, Math.min(line.length(), 2 * LONGEST_LINE));
    var text = ANSI.matcher(TIMESTAMP.matcher(head).replaceFirst("")).replaceAll("");
    return CONTROL.matcher(text).replaceAll("").stripTrailing();
  }

  private static int end(List<String> lines) {
    for (var at = lines.size(); at > 0; at--) {
      if (lines.get(at - 1).startsWith(ERROR)) {
        return at;
      }
    }
    return lines.size();
  }

  private String cut(List<String> lines) {
    var last = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    var text =
        last.stream()
            .filter(line -> !secrets.foundIn(line))
            .map(line -> line.substring(0, Math.min(line.length(), LONGEST_LINE)))
            .collect(Collectors.joining("\n"))
            .strip();
    return text.substring(Math.max(0, text.length() - MOST_CHARACTERS));
  }
}
