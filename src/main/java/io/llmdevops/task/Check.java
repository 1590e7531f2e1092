package io.llmdevops.task;

import java.util.Objects;
import java.util.Optional;

/** One thing that the finished app will be judged by. */
public sealed interface Check {

  /** What a person reads in a report. */
  String label();

  /** A statement in plain English. */
  record Statement(String text) implements Check {
    public Statement {
      Objects.requireNonNull(text, "text");
    }

    @Override
    public String label() {
      return text;
    }
  }

  /**
   * One JavaScript expression, awaited in the page and judged by its truth.
   *
   * @param js the expression, without the {@code js:} prefix
   * @param url the query or relative address to load the page with, if any
   */
  record Script(String js, Optional<String> url) implements Check {
    public Script {
      Objects.requireNonNull(js, "js");
      Objects.requireNonNull(url, "url");
    }

    @Override
    public String label() {
      return "js: " + js + url.map(at -> " (at " + at + ")").orElse("");
    }
  }
}
