package io.llmdevops.check.statement;

import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.statement.Statements.Ruling;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Model;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.talk.GaveUpException;
import io.llmdevops.model.talk.Meter;
import io.llmdevops.model.talk.PromptGuard;
import io.llmdevops.model.talk.PromptText;
import io.llmdevops.model.talk.PromptTexts;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One version's statements before models: what is asked, and what has been answered so far. */
final class Hearing {

  private final Vertx vertx;
  private final PromptTexts texts;
  private final PromptGuard guard;
  private final Subject subject;
  private final List<PageView> views;
  private final SortedMap<Integer, String> open = new TreeMap<>();
  private final Map<Integer, Ruling> rulings = new HashMap<>();
  private final int statements;

  Hearing(
      Vertx vertx,
      PromptTexts texts,
      PromptGuard guard,
      Subject subject,
      List<String> statements,
      List<PageView> views) {
    this.vertx = vertx;
    this.texts = texts;
    this.guard = guard;
    this.subject = subject;
    this.views = List.copyOf(views);
    this.statements = statements.size();
    IntStream.range(0, statements.size()).forEach(at -> open.put(at + 1, statements.get(at)));
  }

  /** There is a verdict on every statement. */
  boolean isOver() {
    return open.isEmpty();
  }

  /**
   * Asks for a verdict on each statement that has none.
   *
   * @return fails with {@link GaveUpException} on a refusal, and as {@link Meter#call} does
   */
  Future<Void> ask(Model model, Meter meter) {
    var answer = new StringBuilder();
    return vertx
        .executeBlocking(() -> question(model), false)
        .compose(
            question ->
                meter.call(
                    model, texts.before(PromptText.JUDGE), List.of(question), answer::append))
        .compose(ended -> vertx.executeBlocking(() -> read(ended, answer.toString()), false))
        .map(
            read -> {
              rulings.putAll(read);
              open.keySet().removeAll(read.keySet());
              return null;
            });
  }

  private Turn question(Model model) {
    var evidence = Evidence.of(subject, open, views, model.traits());
    guard.check(evidence.blocks());
    for (var view : views) {
      guard.check("page", view.address(), Content.utf8(view.text()));
      guard.check("page", view.address(), Content.utf8(view.dom()));
    }
    return new Turn(
        Speaker.USER, texts.after(PromptText.JUDGE, evidence.blocks()), evidence.images());
  }

  /** What was cut off has its verdicts up to there. */
  private Map<Integer, Ruling> read(Answer ended, String answer) {
    if (ended.stop() == Answer.Stop.REFUSED) {
      throw GaveUpException.refused("judge this");
    }
    var read = new HashMap<>(VerdictReader.read(answer, open.keySet()));
    read.replaceAll((number, ruling) -> withoutSecrets(ruling));
    return read;
  }

  private Ruling withoutSecrets(Ruling ruling) {
    return guard.isSecretIn(ruling.reason())
        ? new Ruling(ruling.verdict(), "the reason given held a secret and is left out")
        : ruling;
  }

  /**
   * One for each statement, in their order.
   *
   * @param otherwise why there is no verdict on the rest
   */
  List<Ruling> rulings(String otherwise) {
    var none = new Ruling(Verdict.NOT_JUDGED, otherwise);
    return IntStream.rangeClosed(1, statements)
        .mapToObj(number -> rulings.getOrDefault(number, none))
        .toList();
  }
}
