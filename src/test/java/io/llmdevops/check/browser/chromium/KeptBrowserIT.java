package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.Sighting.Ran.End;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A browser that is kept for the next page may come to harm meanwhile; the next page does not. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class KeptBrowserIT {

  @RegisterExtension static final Browsing browsing = new Browsing();

  @Test
  void isReplacedWhereItHasDied() throws Exception {
    seesAPage();
    var browser = browser();
    browser.destroyForcibly();
    browser.onExit().get(10, TimeUnit.SECONDS);
    seesAPage();
  }

  @Test
  void isReplacedWhereItHangs() throws Exception {
    seesAPage();
    var browser = browser();
    signal("STOP", browser);
    seesAPage();
    assertThat(browser.isAlive()).isFalse();
  }

  @Test
  void isReplacedWhereItsDriverHangs() throws Exception {
    seesAPage();
    var driver = browser().parent().orElseThrow();
    signal("STOP", driver);
    seesAPage();
    assertThat(driver.isAlive()).isFalse();
  }

  private static void seesAPage() throws Exception {
    var page = browsing.look(Map.of("index.html", "<!doctype html><p>Hello"), "true");
    assertThat(page.incidents()).isEmpty();
    assertThat(page.scripts()).extracting(ran -> ran.end()).containsExactly(End.TRUE);
  }

  /** The child of the youngest child of this process that has any. */
  private static ProcessHandle browser() {
    return ProcessHandle.current()
        .children()
        .filter(driver -> driver.children().findAny().isPresent())
        .max(Comparator.comparing(driver -> driver.info().startInstant().orElseThrow()))
        .flatMap(driver -> driver.children().findFirst())
        .orElseThrow();
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }
}
