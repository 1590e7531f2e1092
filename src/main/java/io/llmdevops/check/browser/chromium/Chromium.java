package io.llmdevops.check.browser.chromium;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.config.BrowserConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** The Chromium that is installed on this machine, driven by Playwright. */
public final class Chromium implements Browser {

  public Chromium(Vertx vertx, BrowserConfig config, Guard.Rules rules) {}

  @Override
  public Optional<String> missing() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Sighting> look(Visit visit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> close() {
    throw new UnsupportedOperationException();
  }
}
