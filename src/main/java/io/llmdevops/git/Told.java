package io.llmdevops.git;

import io.llmdevops.config.Redaction;
import io.llmdevops.task.OneLine;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What a remote tells its user: of bounded size, made fit to be shown. */
final class Told extends OutputStream {

  private static final int MOST_BYTES = 32 * 1024;
  private static final int MOST_LINES = 100;
  private static final int LONGEST_LINE = 300;

  /** ECMA-48: colours and cursor movements. */
  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

  private static final Pattern LINE_END = Pattern.compile("[\r\n]+");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void write(int one) {
    if (bytes.size() < MOST_BYTES) {
      bytes.write(one);
    }
  }

  @Override
  public String toString() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * The lines that are not blank, without control characters.
   *
   * @param redaction of what was sent along: a remote may show its user what that has sent
   */
  static List<String> lines(String text, Redaction redaction) {
    return LINE_END
        .splitAsStream(redaction.of(ESCAPE.matcher(text).replaceAll("")))
        .map(line -> OneLine.of(line, LONGEST_LINE))
        .filter(line -> !line.isEmpty())
        .limit(MOST_LINES)
        .toList();
  }
}
