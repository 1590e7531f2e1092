package io.llmdevops.check.browser.chromium;

import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.Visit.Load;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.Resolver;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.TaskId;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One real browser for all tests of a class; where this machine has none, they are skipped. */
final class Browsing implements BeforeAllCallback, AfterAllCallback {

  private static final int PATIENCE_SECONDS = 120;

  private final BrowserConfig.Limits limits;
  private Vertx vertx;
  private Path folder;
  private Chromium chromium;

  /** Patient enough for any page that means well. */
  Browsing() {
    this(Duration.ofSeconds(5), Duration.ofSeconds(60));
  }

  Browsing(Duration check, Duration version) {
    this.limits = new BrowserConfig.Limits(check, version, 1024);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("browsing");
    var missing = new BrowserFinder(config()).missing();
    Assumptions.assumeTrue(missing.isEmpty(), missing.orElse(""));
    vertx = Vertx.vertx();
    chromium = open(config());
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (chromium != null) {
      chromium.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    Workshop.delete(folder);
  }

  Chromium open(BrowserConfig config) {
    var guard = new GuardedResolver(new AddressGuard(false), Resolver.system(vertx));
    return new Chromium(vertx, config, new Guard.Rules(guard, Set.of(), true));
  }

  BrowserConfig config() {
    return config(folder(), Optional.empty());
  }

  BrowserConfig config(Path room, Optional<Path> browser) {
    return config(room, browser, Optional.empty());
  }

  BrowserConfig config(Path room, Optional<Path> browser, Optional<Boolean> sandbox) {
    return new BrowserConfig(true, browser, Optional.empty(), sandbox, 2, true, limits, room);
  }

  Chromium chromium() {
    return chromium;
  }

  Path folder() {
    return folder.resolve("browser");
  }

  /** The site's root. */
  Sighting.Page look(Map<String, String> files, String... scripts) throws Exception {
    return look(files, new Load("", List.of(scripts))).get(0);
  }

  List<Sighting.Page> look(Map<String, String> files, Load... loads) throws Exception {
    return look(visit(files, limits.check(), limits.version(), loads));
  }

  List<Sighting.Page> look(Visit visit) throws Exception {
    return chromium
        .look(visit)
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .pages();
  }

  Visit visit(Map<String, String> files, Duration check, Duration version, Load... loads) {
    var tree =
        FileTree.of(
            files.entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, file -> Content.utf8(file.getValue()))));
    return new Visit(TaskId.random(), "site", tree, List.of(loads), check, version);
  }
}
