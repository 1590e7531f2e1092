package io.llmdevops.model.simulated;

import java.util.List;

/** Builds an answer in the format that the prompt asks for. */
final class AnswerText {

  private static final String FILE_END = "</file>";

  private final StringBuilder text = new StringBuilder();

  AnswerText summary(String line) {
    text.append("<summary>").append(line).append("</summary>\n");
    return this;
  }

  AnswerText file(String path, String content) {
    text.append("<file path=\"").append(path).append("\">\n").append(content);
    if (!content.isEmpty() && !content.endsWith("\n")) {
      text.append('\n');
    }
    text.append(FILE_END).append('\n');
    return this;
  }

  /** Puts something in place of lines that are there; several pairs go into one edit. */
  AnswerText edit(String path, List<Replacement> replacements) {
    text.append("<edit path=\"").append(path).append("\">\n");
    for (var each : replacements) {
      text.append("<<<<<<< SEARCH\n").append(each.line()).append("\n=======\n");
      text.append(each.by().stripTrailing()).append("\n>>>>>>> REPLACE\n");
    }
    text.append("</edit>\n");
    return this;
  }

  String done() {
    return text.append("<done/>\n").toString();
  }

  /** One line of a file, and what is to stand there. */
  record Replacement(String line, String by) {}
}
