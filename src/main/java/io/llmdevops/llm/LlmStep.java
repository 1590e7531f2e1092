package io.llmdevops.llm;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.llm.Situations.Standing;
import io.llmdevops.model.Budget;
import io.llmdevops.model.Chain;
import io.llmdevops.model.Gate;
import io.llmdevops.model.Model;
import io.llmdevops.model.talk.HardStopException;
import io.llmdevops.model.talk.Meter;
import io.llmdevops.model.talk.Relay;
import io.llmdevops.model.talk.Relay.Ending;
import io.llmdevops.model.talk.Terms;
import io.llmdevops.pipeline.Backoff;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.RefusedException;
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

/** Has models write, revise or repair the version that a task waits for. */
final class LlmStep implements Step {

  private static final Logger log = LoggerFactory.getLogger(LlmStep.class);

  private final Vertx vertx;
  private final PipelineConfig pipeline;
  private final Situations situations;
  private final Chain chain;
  private final Budget budget;
  private final Correspondence correspondence;
  private final WritingChannel channel;
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random());

  LlmStep(
      Vertx vertx,
      PipelineConfig pipeline,
      LlmConfig llm,
      TaskStore store,
      Repositories repositories,
      Chain chain,
      Correspondence correspondence,
      WritingChannel channel) {
    this.vertx = vertx;
    this.pipeline = pipeline;
    this.situations = new Situations(store, repositories);
    this.chain = chain;
    this.budget = new Budget(llm.limits());
    this.correspondence = correspondence;
    this.channel = channel;
  }

  @Override
  public Future<Outcome> run(Work work) {
    if (isRepair(work) && work.deadline().leftForWriting().isZero()) {
      return Future.succeededFuture(noRepair("the time for writing is over", List.of()));
    }
    return situations
        .of(work)
        .compose(standing -> write(work, standing), cause -> notBegun(work, cause));
  }

  /** A version that is there need not be lost because nobody can go on from where it began. */
  private static Future<Outcome> notBegun(Work work, Throwable cause) {
    return isRepair(work) && cause instanceof RefusedException
        ? Future.succeededFuture(noRepair(cause.getMessage(), List.of()))
        : Future.failedFuture(cause);
  }

  private Future<Outcome> write(Work work, Standing standing) {
    var meter = new Meter(work, terms(work), standing.spent());
    var relay =
        new Relay<>(
            chain,
            standing.givenUp(),
            meter::giveUp,
            () -> backoff.after(work.task().attempts()),
            model -> version(model, meter, work, standing.situation()));
    return relay
        .run()
        .map(ending -> outcome(work, ending, meter.unstored()))
        .recover(cause -> notEnded(work, cause, meter.unstored()));
  }

  private Terms terms(Work work) {
    return new Terms(
        budget, chain.gate(), Gate.Purpose.WRITING, () -> timeToAsk(work), pipeline.taskTimeout());
  }

  private Duration timeToAsk(Work work) {
    var time = timeLeft(work);
    if (time.isZero() || time.isNegative()) {
      throw new HardStopException("the time for writing is over");
    }
    return time;
  }

  private Future<Version> version(Model model, Meter meter, Work work, Situation situation) {
    var progress = new Progress(vertx, channel, work.id());
    var overheard = correspondence.transcripts().keeping(work.id(), model);
    var dialogue = new Dialogue(overheard, correspondence.prompts(), meter, progress);
    return new Author(vertx, correspondence, dialogue, situation)
        .write()
        .onComplete(ended -> progress.end());
  }

  private Outcome outcome(Work work, Ending<Version> ending, List<Fact> facts) {
    if (ending instanceof Ending.Done<Version> done) {
      return written(work, done.result(), facts);
    }
    if (ending instanceof Ending.Later<Version> later) {
      return later(work, later, facts);
    }
    var why = ((Ending.Never<Version>) ending).why();
    return isRepair(work) ? noRepair(why, facts) : new Outcome.Fail(why, facts);
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

  /** A try that would come too late is none: the task ends now, and says what kept it. */
  private Outcome later(Work work, Ending.Later<Version> later, List<Fact> facts) {
    if (later.after().compareTo(timeLeft(work)) < 0) {
      return new Outcome.Retry(later.after(), later.why(), facts);
    }
    return isRepair(work)
        ? noRepair(later.why(), facts)
        : new Outcome.Fail(
            "not written within " + pipeline.taskTimeout() + " (TASK_TIMEOUT): " + later.why(),
            facts);
  }

  /** The best version so far ships. */
  private static Outcome noRepair(String why, List<Fact> facts) {
    return new Outcome.Advance(TaskState.GENERATED, "no repair: " + why, facts);
  }

  /** What is known of the calls must be stored whatever has happened: they are paid for. */
  private Future<Outcome> notEnded(Work work, Throwable cause, List<Fact> facts) {
    if (facts.isEmpty()) {
      return Future.failedFuture(cause);
    }
    if (cause instanceof StoreUnavailableException) {
      var after = backoff.after(work.task().attempts());
      return Future.succeededFuture(new Outcome.Retry(after, "nothing could be stored", facts));
    }
    return work.record(facts.toArray(Fact[]::new)).transform(stored -> Future.failedFuture(cause));
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
