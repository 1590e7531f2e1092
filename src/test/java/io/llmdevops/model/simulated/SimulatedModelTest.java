package io.llmdevops.model.simulated;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.Prompt.Turn;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedModelTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void aCallFailsWhereItsReaderDoesInTheMiddle() {
    var pace = new LlmConfig.Simulated(Duration.ZERO, Duration.ofMillis(1));
    var limits = new Prompt.Limits(1_000, Duration.ofMinutes(1));
    var pieces = new AtomicInteger();
    var call =
        new SimulatedModel(vertx, pace, System::nanoTime)
            .generate(
                new Prompt("", List.of(Turn.user("Make a page.")), limits),
                piece -> {
                  if (pieces.incrementAndGet() == 3) {
                    throw new IllegalStateException("the third piece");
                  }
                });

    assertThatThrownBy(() -> call.await(20, TimeUnit.SECONDS)).hasMessage("the third piece");
  }
}
