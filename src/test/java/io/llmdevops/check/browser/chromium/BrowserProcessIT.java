package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting.Ran.End;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.Visit.Load;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What browsers are as processes: with what they start, and that nothing of them stays. */
class BrowserProcessIT {

  private static final Path TRUE = Path.of("/bin/true");

  @RegisterExtension
  static final Browsing browsing = new Browsing(Duration.ofSeconds(5), Duration.ofSeconds(60));

  @Test
  void startWithNothingOfTheEnginesEnvironment() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    browsing.look(Map.of("index.html", "<h1>x"), "1");
    assertThat(Launch.environment(Path.of("room")).keySet())
        .noneMatch(
            name -> name.contains("KEY") || name.contains("SECRET") || name.contains("TOKEN"));
    var seen = processes().flatMap(process -> variables(process).stream()).distinct().toList();
    assertThat(seen).contains("PATH", "TMPDIR");
    // What Chromium and the script that starts it on Debian add by themselves is nothing of ours.
    assertThat(seen)
        .filteredOn(System.getenv()::containsKey)
        .allMatch(
            name -> Launch.environment(Path.of("room")).containsKey(name) || name.equals("PWD"));
  }

  @Test
  void areGoneWithTheirFilesOnceClosedWhileOthersGoOn() throws Exception {
    var folder = Files.createTempDirectory(browsing.folder().getParent(), "other");
    var other = browsing.open(browsing.config(folder, Optional.empty()));
    browsing.look(Map.of("index.html", "<h1>x"), "1");
    var before = processes().toList();
    await(other.look(visit("1")));
    var others = processes().filter(process -> !before.contains(process)).toList();
    assertThat(others).isNotEmpty();
    assertThat(folder).isNotEmptyDirectory();
    await(other.close());
    assertThat(others).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).doesNotExist();
    assertThat(browsing.look(Map.of("index.html", "<h1>x"), "1").scripts().get(0).end())
        .isEqualTo(End.TRUE);
  }

  @Test
  void areGoneOnceClosedInTheMidstOfAVisit() throws Exception {
    var folder = Files.createTempDirectory(browsing.folder().getParent(), "busy");
    var other = browsing.open(browsing.config(folder, Optional.empty()));
    var busy = other.look(visit("new Promise(() => {})"));
    await(other.look(visit("1")));
    await(other.close());
    assertThat(folder).doesNotExist();
    assertThat(busy.isComplete()).isTrue();
  }

  @Test
  void takeTurnsWhereThereAreMoreVisitsThanMayBeAtOnce() throws Exception {
    var looks = Stream.generate(() -> browsing.chromium().look(visit("1"))).limit(5).toList();
    await(Future.all(looks));
    assertThat(looks)
        .allMatch(look -> look.result().pages().get(0).scripts().get(0).end() == End.TRUE);
  }

  @Test
  void areReplacedWhereTheyDied() throws Exception {
    browsing.look(Map.of("index.html", "<h1>x"), "1");
    processes().forEach(ProcessHandle::destroyForcibly);
    var page = browsing.look(Map.of("index.html", "<h1>x"), "1");
    assertThat(page.scripts().get(0).end()).isEqualTo(End.TRUE);
    assertThat(page.incidents()).isEmpty();
  }

  @Test
  void emptyTheirFolderOfWhatAKilledEngineLeft() throws Exception {
    var folder = Files.createTempDirectory(browsing.folder().getParent(), "left");
    var left = Files.createDirectories(folder.resolve("7/deep")).resolve("file");
    Files.writeString(left, "left");
    var other = browsing.open(browsing.config(folder, Optional.empty()));
    await(other.look(visit("1")));
    assertThat(left).doesNotExist();
    await(other.close());
  }

  @Test
  void startHoweverDeepTheirFolderLies() throws Exception {
    var folder = browsing.folder().resolveSibling("deep/".repeat(30));
    var other = browsing.open(browsing.config(folder, Optional.empty()));
    var page = await(other.look(visit("1"))).pages().get(0);
    assertThat(page.scripts().get(0).end()).isEqualTo(End.TRUE);
    await(other.close());
    assertThat(folder).doesNotExist();
  }

  @Test
  void sayWhichSettingHelpsWhereTheSandboxDoesNotStart() throws Exception {
    Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "root has no sandbox");
    var folder = browsing.folder().resolveSibling("sandbox");
    var confined = browsing.open(browsing.config(folder, Optional.empty(), Optional.of(true)));
    assertThatThrownBy(() -> await(confined.look(visit("1"))))
        .cause()
        .isInstanceOf(NoBrowserException.class)
        .hasMessageContaining("BROWSER_SANDBOX");
    await(confined.close());
  }

  @Test
  void sayWhyThereIsNoneWhereItDoesNotStart() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(TRUE));
    var folder = browsing.folder().resolveSibling("broken");
    var broken = browsing.open(browsing.config(folder, Optional.of(TRUE)));
    assertThatThrownBy(() -> await(broken.look(visit("1"))))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(NoBrowserException.class)
        .hasMessageStartingWith("the browser does not start: ");
    await(broken.close());
  }

  private static Visit visit(String script) {
    return browsing.visit(
        Map.of("index.html", "<h1>x"),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        new Load("", List.of(script)));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static Stream<ProcessHandle> processes() {
    return ProcessHandle.current().descendants();
  }

  private static List<String> variables(ProcessHandle process) {
    try {
      var environment = Files.readString(Path.of("/proc", process.pid() + "", "environ"));
      return Arrays.stream(environment.split("\0")).map(each -> each.split("=", 2)[0]).toList();
    } catch (IOException endedMeanwhile) {
      return List.of();
    }
  }
}
