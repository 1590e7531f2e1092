package io.llmdevops.check.browser.chromium;

import com.microsoft.playwright.BrowserContext;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.config.BrowserConfig;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A place for one visit at a time, with a browser that is kept for the next. */
final class Slot {

  private static final Logger log = LoggerFactory.getLogger(Slot.class);

  private static final String STOPPED = "the engine stops";

  /** Browsers that have shown so many versions have grown, and are replaced. */
  private static final int MOST_VISITS = 200;

  private final BrowserConfig config;
  private final Workshop workshop;
  private volatile BrowserProcess process;
  private volatile BrowserProcess watched;
  private volatile boolean stopped;
  private int visits;

  Slot(BrowserConfig config, Workshop workshop) {
    this.config = config;
    this.workshop = workshop;
  }

  Sighting look(Visit visit, Guard guard) {
    process();
    var scripts = visit.loads().stream().mapToInt(load -> load.scripts().size()).sum();
    var budget =
        new Budget(
            visit.time(), visit.checkTime(), visit.loads().size(), scripts, System::nanoTime);
    var stage = new Stage(this, guard.port(), visit.checkTime(), budget);
    try {
      var pages = new ArrayList<Sighting.Page>();
      for (var load : visit.loads()) {
        pages.add(new Loading(stage, guard, load, budget).run(pages.isEmpty()));
      }
      return new Sighting(pages);
    } finally {
      stage.leave();
    }
  }

  /**
   * The browser, which is started where there is none.
   *
   * @throws NoBrowserException where two tries failed
   */
  BrowserProcess process() {
    if (process != null && process.isGone()) {
      end();
    }
    if (stopped) {
      throw new NoBrowserException(STOPPED);
    }
    if (process == null) {
      process = start();
      visits = 0;
      log.debug("browser {} started", process.version());
    }
    return process;
  }

  private BrowserProcess start() {
    try {
      return BrowserProcess.start(config, workshop, this::watch);
    } catch (NoBrowserException first) {
      log.atInfo().log("browser did not start, trying once more: {}", first.getMessage());
      return BrowserProcess.start(config, workshop, this::watch);
    }
  }

  private void watch(BrowserProcess fresh) {
    watched = fresh;
    if (stopped) {
      fresh.end(STOPPED);
    }
  }

  void leave(BrowserContext context) {
    if (!process.survives(context) || ++visits >= MOST_VISITS) {
      end();
    } else {
      process.watch().rest();
    }
  }

  /** Called now and then by another thread. */
  void tick() {
    var now = watched;
    if (now != null) {
      now.watch().tick();
    }
  }

  void end() {
    var last = process;
    process = null;
    watched = null;
    if (last != null) {
      last.close();
    }
  }

  /** Ends whatever is at work, from another thread; there is no browser after that. */
  void stop() {
    stopped = true;
    var last = watched;
    if (last != null) {
      last.end(STOPPED);
    }
  }
}
