package io.llmdevops.model.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.LlmConfig.TaskLimits;
import io.llmdevops.model.Budget;
import io.llmdevops.model.Gate;
import io.llmdevops.model.Gate.Purpose;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.ScriptedModel;
import io.llmdevops.model.Spent;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.Ledger;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  /** A claim that somebody else may get. */
  private static final class OneClaim implements Ledger {

    private final TaskId id = TaskId.random();
    private boolean lost;

    @Override
    public TaskId id() {
      return id;
    }

    @Override
    public Future<Void> record(Fact... facts) {
      return Future.succeededFuture();
    }

    @Override
    public void requireLease() {
      if (lost) {
        throw new LeaseLostException(id);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasTheModelAskForTheLeaseRightBeforeItSends(Purpose purpose) throws Exception {
    var claim = new OneClaim();
    var budget = new Budget(new TaskLimits(20, 500_000, Optional.empty()));
    var terms = new Terms(budget, new Gate(1), purpose, () -> LONG, LONG);
    var model = new ScriptedModel().says("Hello");

    new Meter(claim, terms, Spent.NOTHING)
        .call(model, "stable", List.of(Turn.user("Hi")), text -> {})
        .await(10, TimeUnit.SECONDS);

    var beforeItIsSent = model.prompts().get(0).beforeItIsSent();
    beforeItIsSent.run();
    claim.lost = true;
    assertThatThrownBy(beforeItIsSent::run).isInstanceOf(LeaseLostException.class);
    assertThat(model.prompts()).hasSize(1);
  }
}
