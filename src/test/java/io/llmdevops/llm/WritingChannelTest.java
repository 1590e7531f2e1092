package io.llmdevops.llm;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmdevops.bus.TaskWriting;
import io.llmdevops.task.TaskId;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.Test;

class WritingChannelTest {

  @Test
  void tellsNothingOnceTheStageHasEnded() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var channel = new WritingChannel(vertx);
      var writing = new TaskWriting(TaskId.random(), List.of());
      assertThatIllegalArgumentException()
          .as("the bus knows no message of ours")
          .isThrownBy(() -> channel.tell(writing));

      channel.close();

      assertThatCode(() -> channel.tell(writing)).doesNotThrowAnyException();
    } finally {
      await(vertx.close());
    }
  }
}
