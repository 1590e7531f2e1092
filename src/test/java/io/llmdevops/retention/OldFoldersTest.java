package io.llmdevops.retention;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldFoldersTest {

  private static final Set<String> NAMES = Set.of("one", "two", "three");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final List<String> tried = new CopyOnWriteArrayList<>();
  @TempDir Path folder;

  @BeforeEach
  void make() throws IOException {
    for (var name : NAMES) {
      Files.createDirectory(folder.resolve(name));
    }
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private int remove(Function<String, Future<Boolean>> remove) {
    var old = new OldFolders(vertx, folder, name -> true, stopping::get);
    return await(
        old.remove(
            Instant.now().plusSeconds(1),
            names -> Future.succeededFuture(Set.copyOf(names)),
            name -> {
              tried.add(name);
              return remove.apply(name);
            }));
  }

  @Test
  void oneThatCannotBeRemovedKeepsNoneOfTheOthers() {
    var removed =
        remove(
            name ->
                tried.size() == 1
                    ? Future.failedFuture(new IOException("on purpose"))
                    : Future.succeededFuture(true));

    assertThat(tried).containsExactlyInAnyOrderElementsOf(NAMES);
    assertThat(removed).isEqualTo(2);
  }

  @Test
  void oneThatNobodyCanTryKeepsNoneOfTheOthers() {
    var removed =
        remove(
            name -> {
              if (tried.size() == 1) {
                throw new IllegalStateException("on purpose");
              }
              return Future.succeededFuture(true);
            });

    assertThat(removed).isEqualTo(2);
  }

  @Test
  void beginsNoOtherOnceTheEngineStops() {
    var removed =
        remove(
            name -> {
              stopping.set(true);
              return Future.succeededFuture(true);
            });

    assertThat(tried).hasSize(1);
    assertThat(removed).isEqualTo(1);
  }
}
