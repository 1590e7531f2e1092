package io.llmdevops.llm;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.bus.Addresses;
import io.llmdevops.bus.TaskGenerated;
import io.llmdevops.bus.TaskWriting;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.model.Chain;
import io.llmdevops.model.simulated.SimulatedModel;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Acceptance;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.RepositoryKey;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmVerticleTest {

  private static final PipelineConfig PIPELINE =
      new PipelineConfig(Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofHours(1), 100);

  static final Repositories NOTHING_PUBLISHED =
      new Repositories() {
        @Override
        public Future<Optional<CommitRef>> head(RepositoryKey key) {
          return Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<FileTree> files(CommitRef commit) {
          return Future.failedFuture("there is no such commit");
        }
      };

  @Test
  void writesAnAcceptedTaskAndShowsHow(@TempDir Path dataDir) throws Exception {
    var vertx = Vertx.vertx();
    Addresses.register(vertx);
    var clock = Clock.systemUTC();
    try (var store = StoreFixture.open(vertx, dataDir, clock)) {
      var shown = new CopyOnWriteArrayList<TaskWriting>();
      var ended = Promise.<Void>promise();
      var generated = Promise.<TaskGenerated>promise();
      Addresses.TASK_GENERATED.consume(vertx, generated::tryComplete);
      Addresses.TASK_WRITING.consume(
          vertx,
          writing -> {
            shown.add(writing);
            if (writing.files().isEmpty()) {
              ended.tryComplete();
            }
          });
      var request = Requests.sample("sum-of-sales.round1");
      var accepted =
          (Acceptance.Accepted)
              await(store.accept(StoreFixture.newTask(request), StoreFixture.NO_LIMIT));
      var model = new SimulatedModel(vertx, llm().simulated(), System::nanoTime);
      var deployment =
          await(
              vertx.deployVerticle(
                  new LlmVerticle(
                      PIPELINE,
                      llm(),
                      List.of(),
                      store,
                      NOTHING_PUBLISHED,
                      new Chain(List.of(model), 8, System::nanoTime),
                      clock)));

      assertThat(await(generated.future()).id()).isEqualTo(accepted.task().id());
      await(ended.future());
      var report = await(store.report(accepted.task().id())).orElseThrow();
      assertThat(report.task().state()).isEqualTo(TaskState.GENERATED);
      assertThat(report.calls()).hasSize(1);
      assertThat(await(store.versions(accepted.task().id()))).hasSize(1);
      assertThat(shown.get(0).files())
          .extracting(file -> file.path())
          .containsExactly("index.html");
      assertThat(shown).filteredOn(writing -> writing.files().isEmpty()).hasSize(1);
      await(vertx.undeploy(deployment));
    } finally {
      await(vertx.close());
    }
  }

  private static LlmConfig llm() {
    var pace = new LlmConfig.Simulated(Duration.ofMillis(5), Duration.ofMillis(1));
    return new LlmConfig(
        List.of(),
        8,
        OptionalInt.empty(),
        Duration.ofSeconds(60),
        new LlmConfig.TaskLimits(20, 500_000, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        pace);
  }
}
