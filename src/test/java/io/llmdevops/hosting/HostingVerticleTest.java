package io.llmdevops.hosting;

import static io.llmdevops.store.SiteTasks.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.git.GitCommand;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostingVerticleTest {

  private static final Content ATTACHED = Content.of(new byte[] {0, 13, 10, -1, 26});

  @TempDir Path folder;

  @Test
  void takesAVersionToALivePage() throws Exception {
    var attached = new Attachment("ü.bin", "application/octet-stream", ATTACHED);
    try (var hosting = new HostingFixture(folder.resolve("data"))) {
      var task = hosting.tasks().checked(1, List.of(attached), write("index.html", "<h1>"));
      var live = hosting.goLive(task.id(), TaskState.CHECKED);

      new GitCommand(folder).run("clone", "-q", live.repoUrl().orElseThrow(), "clone");
      var clone = new GitCommand(folder.resolve("clone"));
      assertThat(live.commitSha()).contains(clone.run("rev-parse", "HEAD"));
      assertThat(Files.readAllBytes(folder.resolve("clone/ü.bin"))).isEqualTo(ATTACHED.bytes());
      var page = hosting.get(URI.create(live.pagesUrl().orElseThrow()).getPath());
      assertThat(new String(page.body())).isEqualTo("<h1>");
      assertThat(live.error()).isEmpty();
    }
  }

  @Test
  void reportsASiteWithoutAPageAtOnce() throws Exception {
    try (var hosting = new HostingFixture(folder.resolve("data"))) {
      var task = hosting.tasks().checked(1, write("readme.txt", "no page"));
      var live = hosting.goLive(task.id(), TaskState.CHECKED);

      assertThat(live.error()).contains("the page is not live: the site has no index.html");
    }
  }

  @Test
  void reportsACommitThatSomebodyTookOffMain() throws Exception {
    try (var hosting = new HostingFixture(folder.resolve("data"))) {
      var tasks = hosting.tasks();
      var task = tasks.checked(1);
      var planned = new Fact.PushPlanned("gone-1", Optional.empty());
      var pushed =
          new Fact.Pushed("r", "0123456789012345678901234567890123456789", Optional.of("p"));
      tasks.advance(tasks.claim(TaskState.CHECKED), TaskState.PUBLISHED, List.of(planned, pushed));
      var live = hosting.goLive(task.id(), TaskState.PUBLISHED);

      assertThat(live.error()).contains("the page is not live: its commit is not on main any more");
    }
  }
}
