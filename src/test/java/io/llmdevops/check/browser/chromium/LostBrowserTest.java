package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A browser that dies while its own processes, and the one that started it, live on. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LostBrowserTest {

  private Process driver;
  private ProcessHandle browser;
  private ProcessTree tree;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    driver = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; wait; sleep 60").start();
    var pid = driver.inputReader().readLine();
    browser = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    tree = new ProcessTree(Files.writeString(folder.resolve("pid"), "" + driver.pid()));
    tree.launched();
  }

  @AfterEach
  void end() {
    driver.descendants().forEach(ProcessHandle::destroyForcibly);
    driver.destroyForcibly();
  }

  @Test
  void isMissed() throws Exception {
    assertThat(tree.hasLostBrowser()).isFalse();
    browser.destroyForcibly();
    browser.onExit().get(10, TimeUnit.SECONDS);
    assertThat(tree.hasLostBrowser()).isTrue();
  }

  @Test
  void isReportedAtOnce() throws Exception {
    var watch = new Watch(tree, 100_000, () -> 0);
    watch.begin(Duration.ofSeconds(1), "its time was up");
    watch.tick();
    assertThat(watch.ended()).isEmpty();
    browser.destroyForcibly();
    browser.onExit().get(10, TimeUnit.SECONDS);
    watch.tick();
    watch.tick();
    assertThat(watch.ended().map(Throwable::getMessage)).contains("the browser ended by itself");
  }
}
