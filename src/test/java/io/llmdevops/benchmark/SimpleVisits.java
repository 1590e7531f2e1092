package io.llmdevops.benchmark;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.chromium.Chromium;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.Resolver;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** A browser with a folder of its own, which looks at one simple site again and again. */
final class SimpleVisits implements AutoCloseable {

  private static final Duration CHECK = Duration.ofSeconds(15);
  private static final Duration VERSION = Duration.ofSeconds(90);
  private static final int MEMORY_MB = 1_536;

  private static final FileTree SITE =
      FileTree.of(
          Map.of(
              "index.html",
              Content.utf8(
                  """
                  <!doctype html>
                  <html lang="en">
                  <head>
                  <meta charset="utf-8">
                  <title>Sales</title>
                  <link rel="stylesheet" href="style.css">
                  </head>
                  <body>
                  <h1>Sales</h1>
                  <p>Total: <output id="total"></output></p>
                  <script src="app.js"></script>
                  </body>
                  </html>
                  """),
              "style.css",
              Content.utf8("body { margin: 2rem; font-family: sans-serif; }\n"),
              "app.js",
              Content.utf8(
                  """
                  fetch('data.csv')
                    .then(answer => answer.text())
                    .then(text => text.trim().split('\\n').slice(1).map(Number))
                    .then(numbers => numbers.reduce((a, b) => a + b, 0))
                    .then(sum => (document.querySelector('#total').textContent = sum));
                  """),
              "data.csv",
              Content.utf8("amount\n1\n2\n3\n")));

  private static final Visit.Load LOAD =
      new Visit.Load("", List.of("document.querySelector('#total').textContent === '6'"));

  private final Browser browser;

  /**
   * @param contexts at once
   */
  SimpleVisits(Workplace place, int contexts) throws IOException {
    var resolver = new GuardedResolver(new AddressGuard(false), Resolver.system(place.vertx()));
    var config =
        new BrowserConfig(
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            contexts,
            false,
            new BrowserConfig.Limits(CHECK, VERSION, MEMORY_MB),
            place.folder());
    browser = new Chromium(place.vertx(), config, new Guard.Rules(resolver, Set.of(), false));
  }

  /** Why there is no browser. */
  Optional<String> missing() {
    return browser.missing();
  }

  /** One version; fails where it does not look as it should. */
  Future<Void> next() {
    var visit = new Visit(TaskId.random(), "sales-1a2b3c", SITE, List.of(LOAD), CHECK, VERSION);
    return browser.look(visit).compose(sighting -> asItShouldBe(sighting.pages().get(0)));
  }

  private static Future<Void> asItShouldBe(Page page) {
    var isRight = page.scripts().get(0).end() == Ran.End.TRUE && page.incidents().isEmpty();
    return isRight ? Future.succeededFuture() : Future.failedFuture("seen instead: " + page);
  }

  @Override
  public void close() throws TimeoutException {
    Workplace.await(browser.close());
  }
}
