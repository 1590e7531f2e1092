package io.llmdevops.hosting;

import static io.llmdevops.hosting.OneTaskStore.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.bus.Addresses;
import io.llmdevops.git.GitCommand;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostingVerticleTest {

  private static final Content ATTACHED = Content.of(new byte[] {0, 13, 10, -1, 26});

  @TempDir Path folder;

  @Test
  void takesAVersionToALivePage() throws Exception {
    var attached = new Attachment("ü.bin", "application/octet-stream", ATTACHED);
    var store = new OneTaskStore(1, List.of(attached), write("index.html", "<h1>"));
    try (var hosting = new HostingFixture(folder.resolve("data"), store)) {
      Addresses.announce(hosting.vertx(), TaskState.PUBLISHED, store.task().id());
      HostingFixture.await(store.live.future());

      var pushed = pushed(store);
      new GitCommand(folder).run("clone", "-q", pushed.repoUrl(), "clone");
      var clone = new GitCommand(folder.resolve("clone"));
      assertThat(clone.run("rev-parse", "HEAD")).isEqualTo(pushed.commitSha());
      assertThat(Files.readAllBytes(folder.resolve("clone/ü.bin"))).isEqualTo(ATTACHED.bytes());
      var page = hosting.get(URI.create(pushed.pagesUrl()).getPath());
      assertThat(new String(page.body())).isEqualTo("<h1>");
      assertThat(store.facts).noneMatch(Fact.Problem.class::isInstance);
    }
  }

  @Test
  void reportsASiteWithoutAPageAtOnce() throws Exception {
    var store = new OneTaskStore(1, List.of(), write("readme.txt", "no page"));
    try (var hosting = new HostingFixture(folder.resolve("data"), store)) {
      Addresses.announce(hosting.vertx(), TaskState.PUBLISHED, store.task().id());
      HostingFixture.await(store.live.future());

      assertThat(store.facts)
          .contains(new Fact.Problem("the page is not live: the site has no index.html"));
    }
  }

  @Test
  void reportsACommitThatSomebodyTookOffMain() throws Exception {
    var store = new OneTaskStore(1, List.of());
    store.pushed("gone-1", "0123456789012345678901234567890123456789");
    try (var hosting = new HostingFixture(folder.resolve("data"), store)) {
      Addresses.announce(hosting.vertx(), TaskState.PUBLISHED, store.task().id());
      HostingFixture.await(store.live.future());

      assertThat(store.facts)
          .contains(new Fact.Problem("the page is not live: its commit is not on main any more"));
    }
  }

  private static Fact.Pushed pushed(OneTaskStore store) {
    return (Fact.Pushed)
        store.facts.stream().filter(Fact.Pushed.class::isInstance).findFirst().orElseThrow();
  }
}
