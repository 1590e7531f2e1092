package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.PlaywrightException;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Sighting.Ran.End;
import io.llmdevops.check.browser.Visit.Load;
import io.llmdevops.check.browser.guard.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One load of a visit: the page, its scripts one after the other, and what came of them. */
final class Loading {

  private static final int RETRY_MS = 100;

  /** Browsers that one page may wear out. */
  private static final int MOST_LOSSES = 3;

  private static final Ran NOT_TRIED =
      new Ran(End.NOT_TRIED, "the page had been ended before", 0, Duration.ZERO);

  private static final Ran TOO_LATE =
      new Ran(End.NOT_TRIED, "the time for this version was up", 0, Duration.ZERO);

  private final Stage stage;
  private final Load load;
  private final Budget budget;
  private final String url;
  private final Incidents incidents;
  private final Failures failures;
  private final List<Ran> ran = new ArrayList<>();
  private Optional<Integer> status = Optional.empty();
  private Viewer.Seen seen = new Viewer.Seen(false, Optional.empty());
  private Tab tab;
  private boolean hopeless;
  private int losses;

  Loading(Stage stage, Guard guard, Load load, Budget budget) {
    var names = new SiteNames(guard.site());
    this.stage = stage;
    this.load = load;
    this.budget = budget;
    this.url = guard.site() + load.address();
    this.incidents = new Incidents(names);
    this.failures = new Failures(names, guard::refusals, incidents);
  }

  /**
   * @param pictured whether a picture is wanted
   */
  Sighting.Page run(boolean pictured) {
    budget.loadBegins();
    survive(() -> open());
    hopeless = tab == null;
    survive(() -> look(pictured));
    load.scripts().forEach(script -> ran.add(run(script)));
    survive(() -> leave());
    failures.unreported();
    return new Sighting.Page(status, seen.blank(), incidents.told(), ran, seen.view());
  }

  private void open() {
    var fresh = stage.open(incidents, failures);
    try {
      tab = fresh;
      fresh.load(url);
    } catch (PlaywrightException unreachable) {
      incidents.add(Kind.LOCAL_REQUEST_FAILED, url + " (document): " + firstLine(unreachable), "");
    } finally {
      status = status.or(fresh.happenings()::status);
    }
  }

  private void look(boolean pictured) {
    if (tab != null) {
      seen = new Viewer(tab).look(load.address(), pictured);
    }
  }

  private Ran run(String script) {
    var time = budget.nextScript();
    if (budget.isOver()) {
      return TOO_LATE;
    }
    if (tab == null && !hopeless && losses < MOST_LOSSES) {
      survive(() -> open());
      hopeless = tab == null;
    }
    return tab == null ? NOT_TRIED : retried(script, time);
  }

  private Ran retried(String script, Duration time) {
    var begin = System.nanoTime();
    var tries = 0;
    var last = new Expression.Tried(End.NOT_TRIED, "", false);
    try {
      while (true) {
        var left = time.minusNanos(System.nanoTime() - begin);
        last = new Expression(tab, script).tryIt(left);
        tries++;
        var after = since(begin);
        if (last.end() == End.TRUE || last.last() || after.compareTo(time) >= 0) {
          return new Ran(last.end(), last.told(), tries, after);
        }
        tab.pause(RETRY_MS);
      }
    } catch (Ended end) {
      if (tries > 0 && budget.left().isZero()) {
        // It did answer; there were just too many of its kind for the time there was.
        lose();
        return new Ran(last.end(), last.told(), tries, since(begin));
      }
      lose(end);
      return new Ran(End.HUNG, end.getMessage(), tries + 1, since(begin));
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void leave() {
    if (tab != null) {
      tab.close();
    }
  }

  /** Whatever a page does to the browser, the rest of the visit goes on with another. */
  private void survive(Runnable step) {
    try {
      step.run();
    } catch (Ended end) {
      lose(end);
    } catch (PlaywrightException atOdds) {
      incidents.add(Kind.CRASHED, "the browser could not go on: " + firstLine(atOdds), "");
      lose();
    }
  }

  private void lose(Ended end) {
    incidents.add(end);
    lose();
  }

  private void lose() {
    losses++;
    tab = null;
    stage.strike();
  }

  private static String firstLine(PlaywrightException failure) {
    var message = failure.getMessage().replaceFirst("^Error \\{\\s*message='", "");
    return message.lines().findFirst().orElse("").strip();
  }
}
