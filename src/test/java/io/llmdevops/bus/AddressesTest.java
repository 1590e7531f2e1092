package io.llmdevops.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.bus.TaskWriting.FileProgress;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressesTest {

  private static final TaskId ID = TaskId.random();

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  static Stream<Record> messages() {
    return Stream.of(
        new TaskAccepted(ID),
        new TaskGenerated(ID),
        new TaskChecked(ID),
        new TaskRejected(ID),
        new TaskPublished(ID),
        new TaskLive(ID),
        new TaskWriting(ID, List.of(new FileProgress("a/ü.html", 3_000_000_000L, true))));
  }

  /** Two messages in one buffer, so that a codec which reads too far is found out. */
  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageSurvivesTheWire(Record message) {
    survives(message);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Record> void survives(T message) {
    var codec = new RecordCodec<>((Class<T>) message.getClass());
    var wire = Buffer.buffer("before");
    codec.encodeToWire(wire, message);
    var second = wire.length();
    codec.encodeToWire(wire, message);
    assertThat(codec.decodeFromWire("before".length(), wire)).isEqualTo(message);
    assertThat(codec.decodeFromWire(second, wire)).isEqualTo(message);
  }

  @Test
  void everyAddressIsCoveredByTheseMessages() {
    assertThat(messages().map(Object::getClass))
        .containsExactlyInAnyOrderElementsOf(
            Addresses.ALL.stream().<Class<?>>map(Address::type).toList());
  }

  @Test
  void anEventEqualsItsAddress() {
    assertThat(Addresses.ALL)
        .allSatisfy(
            address ->
                assertThat(address.name().replace("task.", "task"))
                    .isEqualToIgnoringCase(address.type().getSimpleName()));
  }

  @Test
  void whereThereIsNoRoomAllOthersHearOfItOnce() throws Exception {
    Addresses.register(vertx);
    var askedInVain = new AtomicInteger();
    var woken = new CountDownLatch(2);
    Addresses.TASK_CHECKED.wake(vertx, () -> askedInVain.incrementAndGet() == 0);
    Addresses.TASK_CHECKED.wake(vertx, () -> countDown(woken));
    // By turns: one of them comes to whoever has no room.
    Addresses.TASK_CHECKED.send(vertx, new TaskChecked(ID));
    Addresses.TASK_CHECKED.send(vertx, new TaskChecked(ID));
    assertThat(woken.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(askedInVain).hasValueLessThanOrEqualTo(2);
  }

  private static boolean countDown(CountDownLatch latch) {
    latch.countDown();
    return true;
  }

  @Test
  void announcingWakesTheStageOfThatState() throws Exception {
    Addresses.register(vertx);
    var woken = Promise.<TaskId>promise();
    Addresses.TASK_CHECKED.consume(vertx, message -> woken.complete(message.id()));
    Addresses.announce(vertx, TaskState.NOTIFIED, TaskId.random());
    Addresses.announce(vertx, TaskState.CHECKED, ID);
    assertThat(woken.future().await(5, TimeUnit.SECONDS)).isEqualTo(ID);
  }
}
