package io.llmdevops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.llmdevops.bus.Addresses;
import io.llmdevops.task.Claim;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutcomeWriterTest {

  /** More than the stack of an event loop holds, where each waits for the one after it. */
  private static final int MANY = 2_500;

  private static final Duration LONG = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger tries = new AtomicInteger();
  private final Lease lease = new Lease(System::nanoTime, LONG, System.nanoTime());

  @BeforeEach
  void say() {
    Addresses.register(vertx);
    log().setLevel(Level.ERROR);
  }

  @AfterEach
  void close() throws Exception {
    log().setLevel(null);
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(Stage.class);
  }

  private Future<Object> advance() {
    return tries.incrementAndGet() < MANY
        ? Future.failedFuture(new StoreUnavailableException(new IOException("the disk is full")))
        : Future.succeededFuture(Optional.empty());
  }

  private void write() throws Exception {
    var store =
        (TaskStore)
            Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(),
                new Class<?>[] {TaskStore.class},
                (self, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("advance");
                  return advance();
                });
    var settings = new StageSettings("test", Set.of(TaskState.ACCEPTED), 1, LONG, LONG, LONG, LONG);
    var writer =
        new OutcomeWriter(
            vertx, store, Clock.systemUTC(), settings, due -> {}, Duration.ofMillis(1));
    var claim = new Claim(Tasks.accepted(), 1);
    var outcome = Outcome.advance(TaskState.GENERATED, "written");
    Future.<Void>future(
            done ->
                vertx.runOnContext(
                    go -> writer.write(claim, lease, outcome).onComplete(done::handle)))
        .await(60, TimeUnit.SECONDS);
  }

  @Test
  void isStoredHoweverLongTheStoreWasAway() throws Exception {
    write();

    assertThat(tries).hasValue(MANY);
  }

  @Test
  void isTriedNoMoreOnceTheTaskIsAnothers() {
    lease.end();

    assertThatThrownBy(this::write).isInstanceOf(StoreUnavailableException.class);
    assertThat(tries).hasValue(1);
  }
}
