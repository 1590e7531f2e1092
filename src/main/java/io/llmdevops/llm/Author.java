package io.llmdevops.llm;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.talk.GaveUpException;
import io.llmdevops.model.talk.HardStopException;
import io.llmdevops.model.talk.PromptGuard;
import io.llmdevops.task.OneLine;
import io.llmdevops.task.Version;
import io.llmdevops.task.Version.Dropped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has one version written, whatever shape the answers come in. */
final class Author {

  private static final int MAX_SUMMARY = 200;
  private static final int MAX_REASON = 2_000;

  private final Vertx vertx;
  private final Prompts prompts;
  private final PromptGuard guard;
  private final Dialogue dialogue;
  private final Situation situation;
  private Optional<String> summary = Optional.empty();

  Author(Vertx vertx, Correspondence correspondence, Dialogue dialogue, Situation situation) {
    this.vertx = vertx;
    this.prompts = correspondence.prompts();
    this.guard = correspondence.guard();
    this.dialogue = dialogue;
    this.situation = situation;
  }

  /** Fails with {@link GaveUpException} where the model does not write one. */
  Future<Version> write() {
    return onWorker(this::question)
        .compose(question -> ask(question, true))
        .compose(this::settleFailedEdits)
        .map(this::version);
  }

  private Turn question() {
    var data = PromptData.of(situation, dialogue.model().traits());
    guard.check(data.blocks());
    situation.showAllTo(guard);
    return new Turn(Speaker.USER, question(data.blocks()), data.images());
  }

  private String question(List<DataBlock> data) {
    if (situation.previous().isPresent()) {
      return prompts.repair(data);
    }
    return situation.head().files().isEmpty() ? prompts.build(data) : prompts.revise(data);
  }

  private Future<Workbench> ask(Turn question, boolean mayAskAgain) {
    return dialogue
        .ask(question)
        .compose(
            draft ->
                onWorker(() -> carriedOut(draft))
                    .compose(
                        bench -> {
                          var fault = fault(draft, bench);
                          if (fault.isEmpty()) {
                            return Future.succeededFuture(bench);
                          }
                          return mayAskAgain
                              ? ask(Turn.user(prompts.again(sentence(fault.get()))), false)
                              : Future.failedFuture(GaveUpException.failed(fault.get()));
                        }));
  }

  private Workbench carriedOut(Draft draft) {
    summary = draft.summary().map(line -> OneLine.of(line, MAX_SUMMARY));
    var bench = new Workbench(situation);
    if (draft.done()) {
      bench.apply(draft);
    }
    return bench;
  }

  /** Why there is nothing in this answer to work with, if so. */
  private static Optional<String> fault(Draft draft, Workbench bench) {
    if (!draft.done()) {
      return Optional.of("the model's answer was empty or not in the format that was asked for");
    }
    if (draft.elements().isEmpty()) {
      return Optional.of("the model's answer held no files");
    }
    if (bench.hasChanged() || !bench.failed().isEmpty()) {
      return Optional.empty();
    }
    var reasons = bench.dropped().stream().map(Author::reason).collect(Collectors.joining("; "));
    var nothing = "the model's answer changed nothing";
    return Optional.of(
        reasons.isEmpty() ? nothing : OneLine.of(nothing + ": " + reasons, MAX_REASON));
  }

  private static String sentence(String fault) {
    return Character.toUpperCase(fault.charAt(0)) + fault.substring(1) + ".";
  }

  private static String reason(Dropped dropped) {
    return dropped.path() + ": " + dropped.reason();
  }

  /** The other changes stand, whatever comes of this; without any there is nothing to lose. */
  private Future<Workbench> settleFailedEdits(Workbench bench) {
    if (bench.failed().isEmpty()) {
      return Future.succeededFuture(bench);
    }
    return onWorker(() -> Turn.user(whole(bench)))
        .compose(dialogue::ask)
        .compose(draft -> onWorker(() -> completed(bench, draft)))
        .recover(
            cause ->
                bench.hasChanged() && isNoAnswer(cause)
                    ? Future.succeededFuture(bench)
                    : Future.failedFuture(cause));
  }

  private String whole(Workbench bench) {
    var data = PromptData.failedEdits(bench, dialogue.model().traits());
    guard.check(data);
    return prompts.whole(data);
  }

  private static boolean isNoAnswer(Throwable cause) {
    return cause instanceof GaveUpException
        || cause instanceof HardStopException
        || cause instanceof ModelException;
  }

  private static Workbench completed(Workbench bench, Draft draft) {
    if (draft.done()) {
      bench.applyWhole(draft);
    }
    return bench;
  }

  private Version version(Workbench bench) {
    if (!bench.hasChanged()) {
      throw GaveUpException.failed("the model's edits matched nothing");
    }
    return new Version(
        situation.number(),
        dialogue.model().name(),
        summary.filter(line -> !line.isEmpty()).orElseGet(this::ownSummary),
        situation.base(),
        bench.changes(),
        Stream.concat(situation.leftOut().stream(), bench.dropped().stream()).toList(),
        List.copyOf(bench.failed().keySet()));
  }

  private String ownSummary() {
    var round = situation.request().round();
    if (situation.previous().isPresent()) {
      return "Repair round " + round;
    }
    return situation.head().files().isEmpty() ? "Build the app" : "Revise the app, round " + round;
  }

  /** Large texts are none of the event loop's business. */
  private <T> Future<T> onWorker(Callable<T> job) {
    return vertx.executeBlocking(job, false);
  }
}
