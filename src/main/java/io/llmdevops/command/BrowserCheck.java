package io.llmdevops.command;

import io.llmdevops.check.browser.chromium.BrowserFinder;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether versions are looked at in a browser. Nothing here is a fault: the engine works without
 * one, and says so with every task. Blocks.
 */
final class BrowserCheck {

  private static final String BROWSER = "browser";
  private static final String NODE = "Node.js";

  /** {@code engines.node} of Playwright 1.62's {@code package.json}. */
  private static final int OLDEST_NODE = 20;

  private static final Pattern NODE_VERSION = Pattern.compile("v?((\\d{1,9})(?:\\.\\d+)+)");

  private final EngineConfig engine;
  private final BrowserConfig config;
  private final BrowserFinder finder;
  private final ProgramVersion version;
  private final boolean root;

  /**
   * @param root whether this user is the one that may do everything
   */
  BrowserCheck(EngineConfig engine, BrowserFinder finder, ProgramVersion version, boolean root) {
    this.engine = engine;
    this.config = engine.check().browser();
    this.finder = finder;
    this.version = version;
    this.root = root;
  }

  /** Whether there is all that a browser takes, and it is wanted here. */
  boolean isComplete() {
    return engine.roles().contains(Role.CHECK) && finder.missing().isEmpty();
  }

  List<Finding> look() {
    if (!engine.roles().contains(Role.CHECK)) {
      return List.of(Finding.note(BROWSER, "none is started: this node's ROLES do not have check"));
    }
    var findings = new ArrayList<Finding>();
    finder.missing().ifPresent(missing -> findings.add(Finding.note(BROWSER, missing)));
    if (config.wanted()) {
      finder.chromium().ifPresent(program -> findings.add(browser(program)));
      node().ifPresent(findings::add);
    }
    if (isComplete()) {
      sandbox().ifPresent(findings::add);
    }
    return findings;
  }

  private Finding browser(Path program) {
    try {
      return Finding.ok(BROWSER, version.of(program) + " at " + program);
    } catch (IOException e) {
      return mute(BROWSER, program, e, "BROWSER_PATH");
    }
  }

  private Optional<Finding> node() {
    var found = finder.node();
    if (found.isPresent()) {
      return found.map(this::node);
    }
    return finder.nodeIsBundled()
        ? Optional.of(Finding.ok(NODE, "the one of Playwright's driver bundle"))
        : Optional.empty();
  }

  private Finding node(Path program) {
    try {
      var told = NODE_VERSION.matcher(version.of(program));
      if (!told.matches()) {
        throw new IOException("does not tell its version");
      }
      var text = told.group(1) + " at " + program;
      return Integer.parseInt(told.group(2)) >= OLDEST_NODE
          ? Finding.ok(NODE, text)
          : Finding.note(
              NODE,
              text + " is too old to drive the browser: pages are not looked at",
              "install Node.js " + OLDEST_NODE + " or newer, or name one with BROWSER_NODE");
    } catch (IOException e) {
      return mute(NODE, program, e, "BROWSER_NODE");
    }
  }

  private static Finding mute(String subject, Path program, IOException why, String variable) {
    return Finding.note(
        subject,
        program + " " + why.getMessage() + ": pages may not be looked at",
        "see what \"" + program + " --version\" says, or name another with " + variable);
  }

  private Optional<Finding> sandbox() {
    var wanted = config.sandbox();
    if (wanted.orElse(!root)) {
      return root
          ? Optional.of(
              Finding.note(
                  BROWSER,
                  "BROWSER_SANDBOX=true, but root cannot have one: the browser will not start",
                  "run the engine as another user, or leave BROWSER_SANDBOX out"))
          : Optional.empty();
    }
    return Optional.of(
        wanted.isPresent()
            ? Finding.note(BROWSER, "runs without its sandbox, as BROWSER_SANDBOX says")
            : Finding.note(
                BROWSER,
                "runs without its sandbox, since this is root",
                "run the engine as another user, so that the browser confines its pages"));
  }
}
