package io.llmdevops.github.repository;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorsTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path root;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private Path made(Mirrors mirrors) {
    await(mirrors.use("site", mirror -> null));
    return root.resolve("site.git");
  }

  private static void age(Path mirror) throws IOException {
    Files.setLastModifiedTime(mirror, FileTime.from(Instant.now().minus(DAY)));
  }

  @Test
  void removesOneThatWasNotUsedForLongAndMakesItAnew() throws IOException {
    var mirrors = new Mirrors(vertx, root);
    var mirror = made(mirrors);
    age(mirror);
    var since = Instant.now().minus(DAY);

    assertThat(await(mirrors.removeUnlessUsed("site", since))).isTrue();
    assertThat(mirror).doesNotExist();
    assertThat(root.resolve(".new")).isEmptyDirectory();

    assertThat(await(mirrors.removeUnlessUsed("site", since))).isFalse();
    assertThat(made(mirrors)).isDirectory();
  }

  @Test
  void pushesWhileAllThreadsThatFetchAreTaken() {
    var mirrors = new Mirrors(vertx, root);
    var slow = new CountDownLatch(1);
    var fetches =
        IntStream.range(0, 10)
            .mapToObj(n -> mirrors.use("site-" + n, mirror -> isOver(slow)))
            .toList();

    assertThat(await(mirrors.<Boolean>push("another", mirror -> true))).isTrue();

    slow.countDown();
    assertThat(await(Future.join(fetches)).<Boolean>list()).containsOnly(true);
  }

  private static boolean isOver(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keepsOneThatWasUsedSince() throws IOException {
    var mirrors = new Mirrors(vertx, root);
    var mirror = made(mirrors);
    age(mirror);
    made(mirrors);

    assertThat(await(mirrors.removeUnlessUsed("site", Instant.now().minus(DAY)))).isFalse();
    assertThat(mirror).isDirectory();
  }

  @Test
  void waitsForWhoeverUsesItAndSeesThatItWasUsed() throws IOException {
    var mirrors = new Mirrors(vertx, root);
    var mirror = made(mirrors);
    age(mirror);
    var end = new CountDownLatch(1);
    var using =
        mirrors.use(
            "site",
            used -> {
              try {
                return end.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            });

    var removed = mirrors.removeUnlessUsed("site", Instant.now().minus(DAY));
    assertThat(removed.isComplete()).isFalse();
    end.countDown();

    assertThat(await(using)).isTrue();
    assertThat(await(removed)).isFalse();
    assertThat(mirror).isDirectory();
  }
}
