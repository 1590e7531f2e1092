package io.llmdevops.benchmark;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers as a model writes them. */
final class WrittenApp {

  private static final String README =
      """
      <file path="README.md">
      # App

      ## Summary
      An app.

      ## Setup
      None.

      ## Usage
      Open the page.

      ## Code explanation
      See the scripts.

      ## License
      MIT
      </file>
      """;

  private WrittenApp() {}

  /** One page of about that many characters, and what belongs to it. */
  static String ofOnePage(int characters) {
    return "<summary>A page</summary>\n"
        + "<file path=\"index.html\">\n<!doctype html>\n<title>App</title>\n"
        + lines("<p>This is line %d of a page that is written slowly.</p>\n", characters)
        + "</file>\n"
        + README
        + "<done/>\n";
  }

  /** A page and scripts, each of about that many characters. */
  static String ofScripts(int scripts, int characters) {
    var files =
        IntStream.range(0, scripts)
            .mapToObj(
                number ->
                    "<file path=\"part"
                        + number
                        + ".js\">\n"
                        + lines("const value_" + number + "_%d = compute(%1$d);\n", characters)
                        + "</file>\n")
            .collect(Collectors.joining());
    var references =
        IntStream.range(0, scripts)
            .mapToObj(number -> "<script src=\"part" + number + ".js\"></script>\n")
            .collect(Collectors.joining());
    return "<summary>Scripts</summary>\n<file path=\"index.html\">\n<!doctype html>\n"
        + "<title>App</title>\n"
        + references
        + "</file>\n"
        + files
        + README
        + "<done/>\n";
  }

  /** A change of one line of one of those scripts. */
  static String changingOneLine() {
    return """
        <summary>Change one value</summary>
        <edit path="part3.js">
        <<<<<<< SEARCH
        const value_3_7 = compute(7);
        =======
        const value_3_7 = compute(70);
        >>>>>>> REPLACE
        </edit>
        <done/>
        """;
  }

  private static String lines(String format, int characters) {
    var text = new StringBuilder();
    for (var number = 0; text.length() < characters; number++) {
      text.append(String.format(java.util.Locale.ROOT, format, number));
    }
    return text.toString();
  }
}
