package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.BrowserConfig;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths are those of other systems")
class BrowserFinderTest {

  private static final Path CHROMIUM = Path.of("/there/bin/chromium");
  private static final Path CHROME = Path.of("/there/bin/google-chrome");
  private static final Path NODE = Path.of("/there/bin/node");

  @Test
  void findsBothOnThePathChromiumBeforeOthers() {
    var finder = finder(config(null, null), Set.of(CHROME, CHROMIUM, NODE), false);
    assertThat(finder.chromium()).contains(CHROMIUM);
    assertThat(finder.node()).contains(NODE);
    assertThat(finder.missing()).isEmpty();
  }

  @Test
  void findsWhatLiesElsewhere() {
    var mac = Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    assertThat(finder(config(null, null), Set.of(mac), false).chromium()).contains(mac);
  }

  @Test
  void takesWhatIsConfiguredAndNothingElse() {
    var own = Path.of("/own/browser");
    assertThat(finder(config(own, NODE), Set.of(own, CHROMIUM, NODE), false).chromium())
        .contains(own);
    assertThat(finder(config(own, NODE), Set.of(CHROMIUM, NODE), false).chromium()).isEmpty();
  }

  @Test
  void isContentWithANodeOfTheClassPath() {
    assertThat(finder(config(null, null), Set.of(CHROMIUM), true).missing()).isEmpty();
  }

  @Test
  void saysWhatIsMissingAndHowToGetIt() {
    assertThat(finder(config(null, null), Set.of(), false).missing().orElseThrow())
        .contains(
            "apt-get install chromium", "BROWSER_PATH", "Node.js", "BROWSER_NODE", "driver-bundle")
        .doesNotContain("\n");
    assertThat(finder(config(null, null), Set.of(CHROMIUM), false).missing().orElseThrow())
        .contains("Node.js")
        .doesNotContain("install chromium");
  }

  @Test
  void saysThatItIsSwitchedOff() {
    var off =
        new BrowserConfig(
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            4,
            true,
            new BrowserConfig.Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 256),
            Path.of("nowhere"));
    assertThat(finder(off, Set.of(CHROMIUM, NODE), false).missing().orElseThrow())
        .contains("BROWSER_PATH=none");
  }

  private static BrowserFinder finder(BrowserConfig config, Set<Path> files, boolean bundled) {
    var path = Map.of("PATH", "/empty" + File.pathSeparator + "/there/bin");
    return new BrowserFinder(config, path, files::contains, bundled);
  }

  private static BrowserConfig config(Path chromium, Path node) {
    return new BrowserConfig(
        true,
        Optional.ofNullable(chromium),
        Optional.ofNullable(node),
        Optional.empty(),
        4,
        true,
        new BrowserConfig.Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 256),
        Path.of("nowhere"));
  }
}
