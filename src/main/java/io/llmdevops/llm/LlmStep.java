package io.llmdevops.llm;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.model.Chain;
import io.llmdevops.model.ModelException;
import io.llmdevops.pipeline.Backoff;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.StoreUnavailableException;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.TaskStore;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a model write, revise or repair the version that a task waits for. */
final class LlmStep implements Step {

  private static final Logger log = LoggerFactory.getLogger(LlmStep.class);

  private final Vertx vertx;
  private final PipelineConfig pipeline;
  private final Situations situations;
  private final Chain chain;
  private final Allowance allowance;
  private final Prompts prompts;
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random());

  LlmStep(
      Vertx vertx,
      PipelineConfig pipeline,
      LlmConfig llm,
      TaskStore store,
      Repositories repositories,
      Chain chain,
      Prompts prompts) {
    this.vertx = vertx;
    this.pipeline = pipeline;
    this.situations = new Situations(store, repositories);
    this.chain = chain;
    this.allowance = Allowance.of(llm);
    this.prompts = prompts;
  }

  @Override
  public Future<Outcome> run(Work work) {
    if (isRepair(work) && work.deadline().leftForWriting().isZero()) {
      return Future.succeededFuture(noRepair("the time for writing is over", List.of()));
    }
    return situations.of(work).compose(situation -> write(work, situation));
  }

  private Future<Outcome> write(Work work, Situation situation) {
    var progress = new Progress(vertx, work.id());
    var dialogue =
        new Dialogue(
            chain.models().get(0),
            prompts,
            work,
            allowance,
            situation.spent(),
            () -> timeLeft(work),
            progress);
    return new Author(vertx, prompts, dialogue, situation)
        .write()
        .map(version -> written(work, version, dialogue.unstored()))
        .recover(cause -> notWritten(work, cause, dialogue.unstored()))
        .onComplete(ended -> progress.end());
  }

  private static Outcome written(Work work, Version version, List<Fact> calls) {
    log.atDebug().addKeyValue("task", work.id()).log("version {} is written", version.number());
    var facts = new ArrayList<>(calls);
    facts.add(new Fact.VersionWritten(version));
    return new Outcome.Advance(
        TaskState.GENERATED,
        "version " + version.number() + " written by " + version.model(),
        facts);
  }

  private Future<Outcome> notWritten(Work work, Throwable cause, List<Fact> calls) {
    if (cause instanceof ModelException failure && failure.isWorthRetrying()) {
      var after = later(work, failure);
      var tooLate = isRepair(work) && after.compareTo(work.deadline().leftForWriting()) >= 0;
      return Future.succeededFuture(
          tooLate
              ? noRepair(failure.getMessage(), calls)
              : new Outcome.Retry(after, failure.getMessage(), calls));
    }
    if (cause instanceof ModelException || cause instanceof NoVersionException) {
      var why = cause.getMessage();
      return Future.succeededFuture(
          isRepair(work) ? noRepair(why, calls) : new Outcome.Fail(why, calls));
    }
    if (cause instanceof StoreUnavailableException && !calls.isEmpty()) {
      // They are paid for: what is spent must be known before the next one.
      var after = backoff.after(work.task().attempts());
      return Future.succeededFuture(new Outcome.Retry(after, "nothing could be stored", calls));
    }
    return Future.failedFuture(cause);
  }

  /** The best version so far ships. */
  private static Outcome noRepair(String why, List<Fact> calls) {
    return new Outcome.Advance(TaskState.GENERATED, "no repair: " + why, calls);
  }

  private Duration later(Work work, ModelException failure) {
    var own = backoff.after(work.task().attempts());
    return failure.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
  }

  static boolean isRepair(Work work) {
    return work.task().state() == TaskState.REJECTED;
  }

  private Duration timeLeft(Work work) {
    return isRepair(work)
        ? work.deadline().leftForWriting()
        : pipeline.taskTimeout().minus(work.deadline().age());
  }
}
