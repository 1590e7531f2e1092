package io.llmdevops.command;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.Visit.Load;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Whether the browser really shows a page here: one of a line is shown to it. */
final class BrowserTrial {

  private static final String SUBJECT = "browser";
  private static final String PAGE =
      "<!doctype html><title>trial</title><p>A page to try out a browser with.</p>";
  private static final String SCRIPT = "document.title === 'trial'";
  private static final String TO_DO =
      "pages will not be looked at until this is mended: see what the browser lacks on this machine"
          + " (its packages, memory, user namespaces for its sandbox)";

  private final Browser browser;
  private final Duration patience;
  private final LongSupplier nanoTime;

  BrowserTrial(Browser browser, Duration patience, LongSupplier nanoTime) {
    this.browser = browser;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** Ends the browser afterwards. */
  Future<Finding> run() {
    var begun = nanoTime.getAsLong();
    return browser
        .look(visit())
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .map(sighting -> finding(sighting, begun))
        .otherwise(this::failed)
        .eventually(browser::close);
  }

  private Visit visit() {
    var tree = FileTree.of(Map.of("index.html", Content.utf8(PAGE)));
    var load = new Load("", List.of(SCRIPT));
    return new Visit(
        TaskId.random(),
        "trial",
        tree,
        List.of(load),
        patience.dividedBy(4),
        patience.dividedBy(2));
  }

  private Finding finding(Sighting sighting, long begun) {
    var page = sighting.pages().get(0);
    var ran = page.scripts().get(0);
    if (ran.end() != Sighting.Ran.End.TRUE) {
      var why =
          page.incidents().stream().findFirst().map(Sighting.Incident::text).orElseGet(ran::told);
      return Finding.note(SUBJECT, "does not show a page as it should: " + why, TO_DO);
    }
    var seconds = (nanoTime.getAsLong() - begun) / 1e9;
    return Finding.ok(
        SUBJECT, String.format(Locale.ROOT, "showed a page %.1f s after its start", seconds));
  }

  private Finding failed(Throwable cause) {
    if (cause instanceof NoBrowserException known) {
      return Finding.note(SUBJECT, known.getMessage(), TO_DO);
    }
    var why =
        cause instanceof TimeoutException
            ? "does not show a page within " + patience.toSeconds() + " s"
            : "cannot be tried (" + cause.getClass().getSimpleName() + ")";
    return Finding.note(SUBJECT, why, TO_DO);
  }
}
