package io.llmdevops.command;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.chromium.BrowserFinder;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.GithubConfig;
import io.llmdevops.model.Chain;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks at everything that the engine needs, as configured, beside an engine that may be running:
 * it holds no lock, takes no lease and leaves nothing behind.
 */
final class Doctor {

  private final Vertx vertx;
  private final ConfigLoader.Loaded loaded;
  private final EngineConfig config;
  private final PromptsCheck.Reader prompts;
  private final Function<EngineConfig, Chain> models;
  private final Function<GithubConfig, GithubAccess> github;
  private final Function<BrowserConfig, Browser> browsers;
  private final Duration patience;
  private final LongSupplier nanoTime;

  /**
   * @param prompts knows what makes a folder of prompts a good one
   * @param models makes those that are to be asked
   * @param github makes the way to it
   * @param browsers makes one that is to show a page
   * @param patience with one model, with GitHub, and with the browser
   */
  Doctor(
      Vertx vertx,
      ConfigLoader.Loaded loaded,
      PromptsCheck.Reader prompts,
      Function<EngineConfig, Chain> models,
      Function<GithubConfig, GithubAccess> github,
      Function<BrowserConfig, Browser> browsers,
      Duration patience,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.loaded = loaded;
    this.config = loaded.config();
    this.prompts = prompts;
    this.models = models;
    this.github = github;
    this.browsers = browsers;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /** What there is to say, in the order of the checks; they all run at once. */
  Future<Findings> examine() {
    var store = new StoreCheck(config.store());
    var folder = new PromptsCheck(config.llm().prompts(), prompts);
    var ports = new PortsCheck(config);
    var checks =
        List.of(
            Future.succeededFuture(List.of(source())),
            blocking(() -> SecretCheck.look(loaded)),
            blocking(store::look),
            onOneContext(
                () -> new ModelsCheck(config, patience, nanoTime).look(() -> models.apply(config))),
            onOneContext(
                () ->
                    new TokenCheck(config, patience, Clock.systemUTC())
                        .look(() -> github.apply(config.github().orElseThrow()))),
            blocking(folder::look),
            browser(),
            blocking(ports::look),
            blocking(() -> HazelcastCheck.look(config)));
    return Future.all(checks).map(all -> new Findings(flat(all.list()), config.secrets()));
  }

  /** What there is, and then what it does. */
  private Future<List<Finding>> browser() {
    var check =
        new BrowserCheck(
            config,
            new BrowserFinder(config.check().browser()),
            new ProgramVersion(System.getenv(), patience.dividedBy(4)),
            "root".equals(System.getProperty("user.name")));
    return blocking(check::look)
        .compose(found -> check.isComplete() ? tried(found) : Future.succeededFuture(found));
  }

  private Future<List<Finding>> tried(List<Finding> found) {
    return vertx
        .executeBlocking(() -> browsers.apply(config.check().browser()), false)
        .compose(browser -> new BrowserTrial(browser, patience, nanoTime).run())
        .map(tried -> Stream.concat(found.stream(), Stream.of(tried)).toList());
  }

  private Future<List<Finding>> blocking(Callable<List<Finding>> check) {
    return vertx.executeBlocking(check, false);
  }

  private static List<Finding> flat(List<List<Finding>> findings) {
    var all = new ArrayList<Finding>();
    findings.forEach(all::addAll);
    return all;
  }

  private Finding source() {
    return Finding.ok(
        "configuration",
        loaded.sources().isEmpty()
            ? "the defaults, with nothing set"
            : "valid; the defaults, then " + String.join(", then ", loaded.sources()));
  }

  /** The connections of a client belong to the context that it was made in. */
  private Future<List<Finding>> onOneContext(Supplier<Future<List<Finding>>> check) {
    var asked = Promise.<List<Finding>>promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            now ->
                Future.future((Promise<List<Finding>> begun) -> check.get().onComplete(begun))
                    .onComplete(asked));
    return asked.future();
  }
}
