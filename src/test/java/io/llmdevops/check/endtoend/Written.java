package io.llmdevops.check.endtoend;

/** What models write. */
final class Written {

  private static final String README =
      """
      <file path="README.md">
      # App

      ## Summary
      A page that shows what its brief asks for.

      ## Setup
      There is nothing to set up: serve the folder.

      ## Usage
      Open index.html in a browser.

      ## Code explanation
      index.html is the page, and whatever scripts there are stand in it or beside it.

      ## License
      MIT, see LICENSE.
      </file>
      """;

  private Written() {}

  /** A page that needs nothing but itself, and the README. */
  static String page(String title, String body) {
    return app(title, body, "");
  }

  /**
   * A page, the README and more.
   *
   * @param files as they stand in an answer
   */
  static String app(String title, String body, String files) {
    var page =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        </head>
        <body>
        <h1>%s</h1>
        %s
        </body>
        </html>
        """
            .formatted(title, title, body.strip());
    return "<summary>Show what is asked for</summary>\n"
        + file("index.html", page)
        + README
        + files
        + "<done/>\n";
  }

  /**
   * A file as it stands in an answer.
   *
   * @param text with its last line's end
   */
  static String file(String path, String text) {
    return "<file path=\"" + path + "\">\n" + text + "</file>\n";
  }

  /** An answer that changes one line. */
  static String edit(String path, String line, String replacement) {
    return """
        <summary>Repair what failed</summary>
        <edit path="%s">
        <<<<<<< SEARCH
        %s
        =======
        %s
        >>>>>>> REPLACE
        </edit>
        <done/>
        """
        .formatted(path, line, replacement);
  }
}
