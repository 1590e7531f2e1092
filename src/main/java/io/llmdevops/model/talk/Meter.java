package io.llmdevops.model.talk;

import io.llmdevops.model.Answer;
import io.llmdevops.model.Budget.Room;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.Prompt.Limits;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.Spent;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Ledger;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.TaskReport.GivenUp;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of one task, within its limits. Each is written down before it is made, with what
 * is known of those before it, so that no crash forgets what was spent.
 */
public final class Meter {

  private static final Logger log = LoggerFactory.getLogger(Meter.class);

  private final Ledger ledger;
  private final Terms terms;
  private final List<Fact> unstored = new ArrayList<>();
  private Spent spent;

  /**
   * @param spent on this task before
   */
  public Meter(Ledger ledger, Terms terms, Spent spent) {
    this.ledger = ledger;
    this.terms = terms;
    this.spent = spent;
  }

  /**
   * Asks once, as soon as it is this call's turn; the time until then is not the call's.
   *
   * @return fails with {@link HardStopException} where a limit of the task leaves no room for it,
   *     with {@link GaveUpException} where the model's own does, and as the model does
   */
  public Future<Answer> call(Model model, String stable, List<Turn> said, Handler<String> onText) {
    return Future.succeededFuture()
        .compose(
            now -> {
              var pass = terms.gate().come(terms.purpose(), terms.timeLeft().get());
              return pass.turn()
                  .recover(Meter::noTurn)
                  .compose(turn -> callNow(model, stable, said, onText))
                  .andThen((answer, cause) -> pass.leave());
            });
  }

  private static Future<Void> noTurn(Throwable cause) {
    return Future.failedFuture(new HardStopException(cause.getMessage()));
  }

  private Future<Answer> callNow(
      Model model, String stable, List<Turn> said, Handler<String> onText) {
    var time = terms.timeOfCall();
    var reserved = reserve(model, stable, said);
    var limits = new Limits(reserved.outputTokens(), time);
    // A connection takes its time, and a server that understands less is asked twice.
    var prompt = new Prompt(stable, said, limits, ledger::requireLease);
    var id = UUID.randomUUID().toString();
    ledger.requireLease();
    return begin(id, reserved)
        .compose(stored -> ask(model, prompt, onText))
        .andThen((answer, cause) -> settle(id, answer, cause));
  }

  private ModelCall reserve(Model model, String stable, List<Turn> said) {
    var room = terms.budget().room(model, spent, stable, said);
    if (room instanceof Room.Granted granted) {
      return granted.reserved();
    }
    if (room instanceof Room.TooLong tooLong) {
      throw GaveUpException.failed(tooLong.why());
    }
    throw new HardStopException(((Room.LimitReached) room).why());
  }

  private Future<Void> begin(String id, ModelCall reserved) {
    var facts = new ArrayList<>(unstored);
    facts.add(new Fact.CallBegun(id, reserved));
    return ledger
        .record(facts.toArray(Fact[]::new))
        .andThen(
            (stored, cause) -> {
              if (cause == null) {
                unstored.clear();
              } else {
                // Whether it was stored after all is not known; it will not be made.
                unstored.add(new Fact.CallWithdrawn(id));
              }
            });
  }

  private Future<Answer> ask(Model model, Prompt prompt, Handler<String> onText) {
    ledger.requireLease();
    log.atInfo().addKeyValue("task", ledger.id()).log("calling model {}", model.name());
    return model.generate(prompt, onText);
  }

  private void settle(String id, Answer answer, Throwable cause) {
    if (answer != null) {
      ended(id, answer.call());
    } else if (cause instanceof ModelException failure) {
      failure
          .call()
          .ifPresentOrElse(call -> ended(id, call), () -> unstored.add(new Fact.CallWithdrawn(id)));
    }
  }

  private void ended(String id, ModelCall call) {
    spent = spent.with(call);
    unstored.add(new Fact.CallEnded(id, call));
  }

  /** Remembers that this model is not to be asked again. */
  public void giveUp(GivenUp givenUp) {
    unstored.add(new Fact.ModelGivenUp(givenUp));
  }

  /** What is to be stored with the task's outcome. */
  public List<Fact> unstored() {
    return List.copyOf(unstored);
  }
}
