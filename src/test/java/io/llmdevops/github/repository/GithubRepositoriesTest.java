package io.llmdevops.github.repository;

import static io.llmdevops.store.SiteTasks.write;
import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.Content;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.RepositoryKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GithubRepositoriesTest {

  private static final String ME = StandInGithub.LOGIN;

  @TempDir Path folder;
  private Publishing publishing;
  private StandInGithub github;

  @BeforeEach
  void open() throws Exception {
    publishing = new Publishing(folder, Options.quick());
    github = publishing.github();
  }

  @AfterEach
  void close() throws Exception {
    publishing.close();
  }

  @Test
  void looksForAllNamesOfARepositoryThatThereIsNot() {
    var key = new RepositoryKey("student@example.com", "A site");

    assertThat(await(publishing.repositories().head(key))).isEmpty();
    assertThat(publishing.calls(1))
        .containsExactlyElementsOf(
            key.names().stream().map(name -> "GET /repos/" + ME + "/" + name).toList());
  }

  @Test
  void findsItsOwnBehindSomebodyElses() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    var names = task.repositoryKey().names();
    var theirs = github.create(ME, names.get(0));
    github.commit(theirs, Map.of("a", "theirs"), "Theirs");
    var pushed = publishing.publish();

    var head = await(publishing.repositories().head(task.repositoryKey()));

    assertThat(head).contains(new CommitRef(names.get(1), pushed.commitSha()));
  }

  @Test
  void readsFilesFromItsCopyWithoutAskingAgain() {
    var head = published();
    var before = github.journal().calls().size();

    var files = await(publishing.repositories().files(head));

    assertThat(files.get("index.html")).contains(Content.utf8("1"));
    assertThat(publishing.calls(before)).isEmpty();
  }

  @Test
  void bringsBackACopyThatWasDeleted() throws Exception {
    var head = published();
    FileUtils.delete(publishing.data().mirrors().toFile(), FileUtils.RECURSIVE);
    publishing.connect();

    var files = await(publishing.repositories().files(head));

    assertThat(files.get("index.html")).contains(Content.utf8("1"));
  }

  @Test
  void makesADamagedCopyAnew() throws Exception {
    var head = published();
    damage(publishing.data().mirrors().resolve(head.repository() + ".git/objects"));
    publishing.connect();

    var files = await(publishing.repositories().files(head));

    assertThat(files.get("index.html")).contains(Content.utf8("1"));
  }

  @Test
  void tellsThatACommitIsGone() {
    var head = published();
    var gone = new CommitRef(head.repository(), "1".repeat(40));

    assertThatThrownBy(() -> await(publishing.repositories().files(gone)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(gone.sha())
        .hasMessageContaining("send the round again");
  }

  @Test
  void worksInACopyOneAfterTheOther() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    publishing.publish();
    var repositories = publishing.repositories();

    var heads =
        IntStream.range(0, 12).mapToObj(i -> repositories.head(task.repositoryKey())).toList();

    assertThat(await(Future.all(heads)).<Object>list())
        .hasSize(12)
        .containsOnly(heads.get(0).result());
    var looks = github.journal().calls(call -> call.kind() == Call.Kind.GIT_LOOK);
    for (var i = 1; i < looks.size(); i++) {
      assertThat(looks.get(i).at()).isAfterOrEqualTo(looks.get(i - 1).endedAt());
    }
  }

  @Test
  void answersOnTheContextThatAskedWhoeverWasThereBefore() {
    var head = published();
    var asking = List.of(publishing.vertx().getOrCreateContext(), another(), another());

    var answers = asking.stream().map(context -> answering(context, head)).toList();

    for (var i = 0; i < asking.size(); i++) {
      assertThat(await(answers.get(i))).isSameAs(asking.get(i));
    }
  }

  private Context another() {
    return ((VertxInternal) publishing.vertx()).createEventLoopContext();
  }

  /** On which context somebody hears of the files who asked for them on this one. */
  private Future<Context> answering(Context context, CommitRef head) {
    var answered = Promise.<Context>promise();
    context.runOnContext(
        there ->
            publishing
                .repositories()
                .files(head)
                .onComplete(files -> answered.complete(Vertx.currentContext())));
    return answered.future();
  }

  private CommitRef published() {
    var task = publishing.tasks().checked(1, write("index.html", "1"));
    publishing.goLive();
    return await(publishing.repositories().head(task.repositoryKey())).orElseThrow();
  }

  private static void damage(Path objects) throws IOException {
    try (var files = Files.walk(objects)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toFile().setWritable(true)) {
          throw new IOException("cannot damage " + file);
        }
        var bytes = Files.readAllBytes(file);
        for (var i = bytes.length / 3; i < bytes.length; i++) {
          bytes[i] ^= 0x55;
        }
        Files.write(file, bytes);
      }
    }
  }
}
