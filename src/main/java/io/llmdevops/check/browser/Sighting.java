package io.llmdevops.check.browser;

import io.llmdevops.check.judging.PageView;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was seen. All texts come from the page and are cut where they are long.
 *
 * @param pages one for each of the visit's loads, in their order
 */
public record Sighting(List<Page> pages) {

  public Sighting {
    pages = List.copyOf(pages);
  }

  /**
   * One page.
   *
   * @param status the HTTP status of the document, 404 among them; empty where none came
   * @param blank nothing is to be seen on it, once it has come to rest
   * @param incidents in the order in which they happened, each told once, at most 100
   * @param scripts one for each of the load's, in their order
   * @param view empty where the page could not be asked any more
   */
  public record Page(
      Optional<Integer> status,
      boolean blank,
      List<Incident> incidents,
      List<Ran> scripts,
      Optional<PageView> view) {
    public Page {
      Objects.requireNonNull(status, "status");
      incidents = List.copyOf(incidents);
      scripts = List.copyOf(scripts);
      Objects.requireNonNull(view, "view");
    }
  }

  /**
   * Something that a page did or that happened to it.
   *
   * @param text in its own words: an error's message with its stack, a URL and why it failed
   * @param where file, line and column where known, or empty
   */
  public record Incident(Kind kind, String text, String where) {

    /** What kind of thing. */
    public enum Kind {
      /** An error or a rejection that nothing caught. */
      UNCAUGHT_ERROR,
      /** The page, or the browser on its behalf, wrote an error to the console. */
      CONSOLE_ERROR,
      /** A file of the site that was not there: a script, style, picture, frame … */
      LOCAL_REQUEST_FAILED,
      /** Likewise, asked for by a script, which learns of it and can go on. */
      LOCAL_FETCH_FAILED,
      /** Something of another site that did not come. */
      THIRD_PARTY_FAILED,
      /** An address that no page may reach from here, such as a private one. */
      REFUSED,
      /** It asked for, or was loaded from, plain http, which an https page must not. */
      INSECURE_REQUEST,
      /** An alert, confirm, prompt or the like, which was dismissed. */
      DIALOG,
      /** It opened a window, which was closed. */
      WINDOW,
      /** It offered a download, which was not taken. */
      DOWNLOAD,
      /** It went to another page by itself. */
      NAVIGATION,
      /** It answered no more, or took too long, and was ended. */
      OUT_OF_TIME,
      /** It took too much memory and was ended. */
      OUT_OF_MEMORY,
      /** Its process crashed. */
      CRASHED
    }

    public Incident {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(where, "where");
    }
  }

  /**
   * How a script ended.
   *
   * @param told the last value, as JSON or in words, or the error's text
   * @param after the first try
   */
  public record Ran(End end, String told, int tries, Duration after) {

    /** How. */
    public enum End {
      TRUE,
      /** It was not true until its time was up. */
      FALSE,
      /** Likewise, and at last it threw. */
      THREW,
      /** It did not come to an end. */
      HUNG,
      /** It could not be tried: the page had been ended, or the visit's time was up. */
      NOT_TRIED
    }

    public Ran {
      Objects.requireNonNull(end, "end");
      Objects.requireNonNull(told, "told");
      Objects.requireNonNull(after, "after");
    }
  }
}
