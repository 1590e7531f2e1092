package io.llmdevops.check;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Visit;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The same instruments for all instances of a verticle on this node, so that there is one browser;
 * it is closed when the last of them closes it. Thread-safe.
 */
public final class SharedInstruments implements Callable<Instruments> {

  private final Callable<Instruments> making;
  private Instruments made;
  private int users;

  /**
   * @param making called once, on a worker thread
   */
  public SharedInstruments(Callable<Instruments> making) {
    this.making = making;
  }

  @Override
  public synchronized Instruments call() throws Exception {
    if (users == 0) {
      made = making.call();
    }
    users++;
    return new Instruments(new SharedBrowser(made.browser()), made.reader());
  }

  private synchronized boolean isLastToLeave() {
    return --users == 0;
  }

  private final class SharedBrowser implements Browser {

    private final Browser browser;

    SharedBrowser(Browser browser) {
      this.browser = browser;
    }

    @Override
    public Optional<String> missing() {
      return browser.missing();
    }

    @Override
    public Future<Sighting> look(Visit visit) {
      return browser.look(visit);
    }

    @Override
    public Future<Void> close() {
      return isLastToLeave() ? browser.close() : Future.succeededFuture();
    }
  }
}
