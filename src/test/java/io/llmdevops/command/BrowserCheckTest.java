package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.chromium.BrowserFinder;
import io.llmdevops.command.Finding.Verdict;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserCheckTest {

  private Path folder;
  private Path chromium;
  private Path node;

  @BeforeEach
  void install(@TempDir Path folder) throws IOException {
    this.folder = folder;
    chromium = program("chromium", "echo Chromium 156.0.1.2 built on Debian");
    node = program("node", "echo v20.20.2");
  }

  private Path program(String name, String script) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private List<Finding> look(boolean root, String... more) {
    var settings =
        new JsonObject()
            .put("BROWSER_PATH", chromium.toString())
            .put("BROWSER_NODE", node.toString());
    for (var index = 0; index < more.length; index += 2) {
      settings.put(more[index], more[index + 1]);
    }
    var config = Configured.with(folder, settings).config();
    var version = new ProgramVersion(Map.of("PATH", System.getenv("PATH")), Duration.ofSeconds(30));
    return new BrowserCheck(config, new BrowserFinder(config.check().browser()), version, root)
        .look();
  }

  @Test
  void namesTheBrowserAndWhatDrivesIt() {
    assertThat(look(false))
        .containsExactly(
            Finding.ok("browser", "Chromium 156.0.1.2 at " + chromium),
            Finding.ok("Node.js", "20.20.2 at " + node));
  }

  @Test
  void notesThatRootHasNoSandbox() {
    assertThat(look(true))
        .hasSize(3)
        .last()
        .isEqualTo(
            Finding.note(
                "browser",
                "runs without its sandbox, since this is root",
                "run the engine as another user, so that the browser confines its pages"));
  }

  @Test
  void notesThatTheSandboxIsSwitchedOff() {
    assertThat(look(false, "BROWSER_SANDBOX", "false"))
        .last()
        .isEqualTo(Finding.note("browser", "runs without its sandbox, as BROWSER_SANDBOX says"));
  }

  @Test
  void notesASandboxThatCannotBe() {
    assertThat(look(true, "BROWSER_SANDBOX", "true"))
        .last()
        .satisfies(finding -> assertThat(finding.text()).contains("the browser will not start"));
  }

  @Test
  void notesThatNoneIsWanted() {
    assertThat(look(true, "BROWSER_PATH", "none"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.verdict()).isEqualTo(Verdict.NOTE);
              assertThat(finding.text()).contains("BROWSER_PATH=none");
            });
  }

  @Test
  void notesThatThisNodeChecksNothing() {
    assertThat(look(true, "ROLES", "intake"))
        .containsExactly(
            Finding.note("browser", "none is started: this node's ROLES do not have check"));
  }

  @Test
  void notesWhatIsTooOldToDriveIt() throws IOException {
    program("node", "echo v18.19.0");

    assertThat(look(false))
        .last()
        .isEqualTo(
            Finding.note(
                "Node.js",
                "18.19.0 at " + node + " is too old to drive the browser: pages are not looked at",
                "install Node.js 20 or newer, or name one with BROWSER_NODE"));
  }

  @Test
  void notesWhatDoesNotRun() throws IOException {
    program("chromium", "exit 3");
    program("node", "echo hello");

    assertThat(look(false))
        .containsExactly(
            Finding.note(
                "browser",
                chromium + " cannot be run: it ended with 3: pages may not be looked at",
                "see what \"" + chromium + " --version\" says, or name another with BROWSER_PATH"),
            Finding.note(
                "Node.js",
                node + " does not tell its version: pages may not be looked at",
                "see what \"" + node + " --version\" says, or name another with BROWSER_NODE"));
  }
}
