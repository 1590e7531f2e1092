package io.llmdevops.command;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.chromium.Chromium;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.Resolver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.util.FileUtils;

/**
 * The configured browser, writing to a folder of its own that goes with it: that of the engine may
 * be in use. It may load from nowhere but the site.
 */
final class BrowserForTrials implements Browser {

  private final Vertx vertx;
  private final Path folder;
  private final Chromium chromium;

  private BrowserForTrials(Vertx vertx, BrowserConfig config, Path folder) {
    this.vertx = vertx;
    this.folder = folder;
    var resolver = new GuardedResolver(new AddressGuard(false), Resolver.system(vertx));
    this.chromium =
        new Chromium(vertx, in(folder, config), new Guard.Rules(resolver, Set.of(), false));
  }

  /** Blocks. */
  static BrowserForTrials of(Vertx vertx, BrowserConfig config) {
    try {
      return new BrowserForTrials(vertx, config, Files.createTempDirectory("llm-devops-browser"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BrowserConfig in(Path folder, BrowserConfig config) {
    return new BrowserConfig(
        config.wanted(),
        config.chromium(),
        config.node(),
        config.sandbox(),
        1,
        false,
        config.limits(),
        folder);
  }

  @Override
  public Optional<String> missing() {
    return chromium.missing();
  }

  @Override
  public Future<Sighting> look(Visit visit) {
    return chromium.look(visit);
  }

  @Override
  public Future<Void> close() {
    return chromium.close().eventually(() -> vertx.executeBlocking(this::delete, false));
  }

  private Void delete() throws IOException {
    FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    return null;
  }
}
