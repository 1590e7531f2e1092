package io.llmdevops.retention;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.config.RetentionConfig;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.store.PastTasksFixture;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.PastTasks;
import io.llmdevops.task.RepositoryKey;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionVerticleTest {

  private static final Duration AGE = Duration.ofDays(30);
  private static final Duration NOW = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);

  private final SettableClock clock = new SettableClock();

  /** With one event loop, on which timers go off in the order in which they were set. */
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  private final List<String> removedMirrors = new CopyOnWriteArrayList<>();
  private final Promise<String> firstMirror = Promise.promise();
  @TempDir Path dataDir;
  private StoreConfig config;
  private SqlTaskStore store;
  private PastTasksFixture tasks;
  private WatchedTasks past;

  @BeforeEach
  void open() throws SQLException {
    config = new StoreConfig(dataDir);
    store = StoreFixture.open(vertx, dataDir, clock);
    tasks = new PastTasksFixture(store);
    past = new WatchedTasks(store.pastTasks());
  }

  @AfterEach
  void close() throws SQLException {
    await(vertx.close());
    store.close();
  }

  private String deploy(Optional<Duration> age, Pace pace) {
    return deploy(past, age, pace);
  }

  private String deploy(PastTasks past, Optional<Duration> age, Pace pace) {
    return await(
        vertx.deployVerticle(
            new RetentionVerticle(
                new RetentionConfig(age),
                config,
                past,
                Optional.of(
                    (name, since) -> {
                      removedMirrors.add(name);
                      firstMirror.tryComplete(name);
                      var mirror = config.mirrors().resolve(name + ".git");
                      return vertx.fileSystem().deleteRecursive(mirror.toString()).map(true);
                    }),
                clock,
                pace)));
  }

  /** One round and, since that begins when the first has ended, some of another. */
  private void runOnce() {
    var deployment = deploy(Optional.of(AGE), new Pace(NOW, NOW, NOW));
    await(past.secondRound.future());
    await(vertx.undeploy(deployment));
  }

  private Path folder(Path parent, String name, Duration age) throws IOException {
    var folder = Files.createDirectories(parent.resolve(name));
    Files.writeString(folder.resolve("file"), "content");
    Files.setLastModifiedTime(folder, FileTime.from(clock.instant().minus(age)));
    return folder;
  }

  private Path mirror(String task) throws IOException {
    var name = new RepositoryKey("student@example.com", task).names().get(0);
    return folder(config.mirrors(), name + ".git", AGE);
  }

  private boolean isThere(TaskId id) {
    return await(store.report(id)).isPresent();
  }

  @Test
  void removesOldTasksWithTheirPromptsAndMirrors() throws IOException {
    tasks.ended(150, "old", 10);
    var old = tasks.ended("old");
    clock.advance(AGE.plusDays(1));
    var fresh = tasks.ended("fresh");
    var oldPrompts = folder(config.prompts(), old.value(), AGE);
    var freshPrompts = folder(config.prompts(), fresh.value(), AGE);
    var oldMirror = mirror("old");
    mirror("fresh");

    runOnce();

    assertThat(isThere(old)).isFalse();
    assertThat(isThere(fresh)).isTrue();
    assertThat(await(store.pastTasks().remove(AGE, 1))).isZero();
    assertThat(oldPrompts).doesNotExist();
    assertThat(freshPrompts).isDirectory();
    assertThat(removedMirrors)
        .containsExactly(oldMirror.getFileName().toString().replace(".git", ""));
  }

  /** As after DATABASE_URL was changed: the store knows none of them. */
  @Test
  void leavesRecentFilesAloneEvenIfTheirTasksAreUnknown() throws IOException {
    var prompts = folder(config.prompts(), TaskId.random().value(), AGE.minusDays(1));
    folder(config.mirrors(), "site-0123ab.git", AGE.minusDays(1));
    folder(config.prompts(), TaskId.random().value(), AGE);

    runOnce();

    assertThat(prompts).isDirectory();
    assertThat(removedMirrors).isEmpty();
  }

  @Test
  void leavesAloneWhatIsNotItsOwn() throws IOException {
    var others = folder(config.prompts(), "notes-of-the-operator", AGE.multipliedBy(2));
    var file = Files.writeString(config.prompts().resolve(TaskId.random().value()), "a file");
    Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(AGE.multipliedBy(2))));
    folder(config.mirrors(), "not-ours.git", AGE);
    var hosted = folder(config.repositories(), "site-0123ab.git", AGE.multipliedBy(2));
    folder(config.prompts(), TaskId.random().value(), AGE);

    runOnce();

    assertThat(others).isDirectory();
    assertThat(file).exists();
    assertThat(hosted).isDirectory();
    assertThat(removedMirrors).isEmpty();
  }

  @Test
  void keepsAllWhereThatIsWished() {
    var old = tasks.ended("old");
    clock.advance(AGE.multipliedBy(100));

    deploy(Optional.empty(), new Pace(NOW, NOW, NOW));
    var another = new WatchedTasks(store.pastTasks());
    deploy(another, Optional.of(AGE.multipliedBy(1000)), new Pace(NOW, NEVER, NOW));
    await(another.asked.future());

    assertThat(past.asked.future().isComplete()).isFalse();
    assertThat(isThere(old)).isTrue();
  }

  @Test
  void looksAgainAfterAWhileAlsoWhereTheStoreWasNotThere() {
    var old = tasks.ended("old");
    clock.advance(AGE.plusDays(1));
    past.isBroken = true;
    deploy(Optional.of(AGE), new Pace(NOW, NOW, NOW));
    await(past.asked.future());
    assertThat(isThere(old)).isTrue();

    past.isBroken = false;

    await(past.removed.future());
    assertThat(isThere(old)).isFalse();
  }

  @Test
  void removesMirrorsEvenIfNobodyCanTellWhichPromptsAreOld() throws IOException {
    folder(config.prompts(), TaskId.random().value(), AGE);
    var mirror = mirror("old");
    past.promptsAreBroken = true;

    deploy(Optional.of(AGE), new Pace(NOW, NEVER, NOW));

    assertThat(await(firstMirror.future()) + ".git").isEqualTo(mirror.getFileName().toString());
  }

  @Test
  void endsBetweenTwoBatches() {
    tasks.ended(120, "old", 10);
    clock.advance(AGE.plusDays(1));
    var deployment = deploy(Optional.of(AGE), new Pace(NOW, NEVER, Duration.ofMillis(300)));
    await(past.removed.future());

    await(vertx.undeploy(deployment));

    assertThat(await(store.pastTasks().remove(AGE, 100))).isEqualTo(20);
  }

  /** Tells what it was asked. */
  private static final class WatchedTasks implements PastTasks {
    private final PastTasks tasks;
    final Promise<Void> asked = Promise.promise();
    final Promise<Void> removed = Promise.promise();
    final Promise<Void> secondRound = Promise.promise();
    private final AtomicInteger rounds = new AtomicInteger();
    volatile boolean isBroken;
    volatile boolean promptsAreBroken;

    WatchedTasks(PastTasks tasks) {
      this.tasks = tasks;
    }

    @Override
    public Future<Integer> remove(Duration age, int limit) {
      asked.tryComplete();
      return isBroken
          ? Future.failedFuture(new StoreUnavailableException(new SQLException("on purpose")))
          : tasks.remove(age, limit).onSuccess(count -> removed.tryComplete());
    }

    @Override
    public Future<Boolean> giveBackRoom() {
      return tasks
          .giveBackRoom()
          .onSuccess(
              more -> {
                if (!more && rounds.incrementAndGet() == 2) {
                  secondRound.complete();
                }
              });
    }

    @Override
    public Future<Set<TaskId>> unknown(Collection<TaskId> ids) {
      return promptsAreBroken
          ? Future.failedFuture(new StoreUnavailableException(new SQLException("on purpose")))
          : tasks.unknown(ids);
    }

    @Override
    public Future<Set<String>> unused(Collection<String> repositories) {
      return tasks.unused(repositories);
    }
  }
}
