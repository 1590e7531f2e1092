package io.llmdevops.llm;

import io.llmdevops.model.Answer;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.Prompt.Limits;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation with a model about one version, within the task's limits. Every call but the
 * last is stored before the next one is made, so that no crash forgets what was spent.
 */
final class Dialogue {

  private static final Logger log = LoggerFactory.getLogger(Dialogue.class);
  private static final int MAX_CONTINUATIONS = 3;

  private final Model model;
  private final Prompts prompts;
  private final Work work;
  private final Allowance allowance;
  private final Supplier<Duration> timeLeft;
  private final AnswerReader.Listener listener;
  private final List<Turn> turns = new ArrayList<>();
  private final List<ModelCall> unstored = new ArrayList<>();
  private Spent spent;
  private String author;

  /**
   * @param spent on this task before
   * @param timeLeft for the next call
   * @param listener hears of files as they are written
   */
  Dialogue(
      Model model,
      Prompts prompts,
      Work work,
      Allowance allowance,
      Spent spent,
      Supplier<Duration> timeLeft,
      AnswerReader.Listener listener) {
    this.model = model;
    this.author = model.name();
    this.prompts = prompts;
    this.work = work;
    this.allowance = allowance;
    this.spent = spent;
    this.timeLeft = timeLeft;
    this.listener = listener;
  }

  /**
   * Says this and reads the answer, which is continued where it was cut off.
   *
   * @return what the model wrote, brought to its end or without any tag; fails with {@link
   *     NoVersionException} on a refusal, a limit, or an answer that finds no end
   */
  Future<Draft> ask(String question) {
    turns.add(Turn.user(question));
    var reader = new AnswerReader(listener);
    var text = new StringBuilder();
    return listen(reader, text, List.copyOf(turns), 0)
        .map(
            end -> {
              turns.add(Turn.model(text.toString()));
              return reader.draft();
            });
  }

  /** Who wrote what was read last: a model may be several that stand in for each other. */
  String author() {
    return author;
  }

  /** The calls that are not stored yet, as facts. */
  List<Fact> unstored() {
    return unstored.stream()
        .flatMap(
            call -> {
              var id = java.util.UUID.randomUUID().toString();
              return java.util.stream.Stream.<Fact>of(
                  new Fact.CallBegun(id, call), new Fact.CallEnded(id, call));
            })
        .toList();
  }

  private Future<Void> listen(
      AnswerReader reader, StringBuilder text, List<Turn> said, int continuations) {
    return call(
            said,
            piece -> {
              text.append(piece);
              reader.feed(piece);
            })
        .compose(answer -> judge(answer, reader, text, continuations));
  }

  private Future<Void> judge(
      Answer answer, AnswerReader reader, StringBuilder text, int continuations) {
    if (answer.stop() == Answer.Stop.REFUSED) {
      return gaveUp("the model refused to write this");
    }
    if (reader.isDone() || answer.stop() == Answer.Stop.COMPLETE && !reader.sawTag()) {
      return Future.succeededFuture();
    }
    if (continuations == MAX_CONTINUATIONS) {
      return gaveUp("the model's answer was cut off " + (MAX_CONTINUATIONS + 1) + " times");
    }
    if (reader.endsWithTag()) {
      // Whoever goes on after a complete tag begins a new line without saying so.
      reader.feed("\n");
    }
    return listen(reader, text, continued(text), continuations + 1);
  }

  private List<Turn> continued(StringBuilder text) {
    var said = new ArrayList<>(turns);
    if (!text.isEmpty()) {
      said.add(Turn.model(text.toString()));
      said.add(Turn.user(prompts.goOn()));
    }
    return said;
  }

  private Future<Answer> call(List<Turn> said, Handler<String> onText) {
    return storeCalls()
        .compose(
            stored -> {
              var tokens = allowance.outputTokens(spent, length(said));
              var limits = new Limits(tokens, timeLeft.get());
              work.requireLease();
              log.atInfo().addKeyValue("task", work.id()).log("calling model {}", model.name());
              return model.generate(new Prompt(prompts.system(), said, limits), onText);
            })
        .andThen(
            (answer, cause) -> {
              if (cause instanceof ModelException failure) {
                failure.call().ifPresent(this::count);
              } else if (answer != null) {
                count(answer.call());
              }
            });
  }

  private Future<Void> storeCalls() {
    if (unstored.isEmpty()) {
      return Future.succeededFuture();
    }
    return work.record(unstored().toArray(Fact[]::new))
        .map(
            stored -> {
              unstored.clear();
              return null;
            });
  }

  private void count(ModelCall call) {
    unstored.add(call);
    spent = spent.with(call);
    author = call.model();
  }

  private long length(List<Turn> said) {
    return prompts.system().length() + said.stream().mapToLong(turn -> turn.text().length()).sum();
  }

  private static <T> Future<T> gaveUp(String why) {
    return Future.failedFuture(new NoVersionException(why));
  }
}
