package io.llmdevops.check.statement;

import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.check.statement.Statements.Ruling;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Budget;
import io.llmdevops.model.Chain;
import io.llmdevops.model.Gate.Purpose;
import io.llmdevops.model.Spent;
import io.llmdevops.model.talk.Meter;
import io.llmdevops.model.talk.PromptGuard;
import io.llmdevops.model.talk.PromptTexts;
import io.llmdevops.model.talk.Relay;
import io.llmdevops.model.talk.Terms;
import io.llmdevops.model.talk.Transcripts;
import io.llmdevops.pipeline.Backoff;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Asks the models that write as well. */
public final class ModelJudge implements StatementJudge {

  private static final String SIMULATED =
      "no model that can judge is configured; LLM_API_KEY, or LLM_BASE_URL for a server without"
          + " keys, configures one";

  private static final Duration SHORTEST_CALL = Duration.ofSeconds(20);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final LlmConfig llm;
  private final TaskStore store;
  private final Chain chain;
  private final PromptTexts texts;
  private final PromptGuard guard;
  private final Transcripts transcripts;
  private final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), new Random());

  private ModelJudge(
      Vertx vertx, LlmConfig llm, List<Secret> secrets, TaskStore store, Chain chain) {
    this.vertx = vertx;
    this.llm = llm;
    this.store = store;
    this.chain = chain;
    this.texts = PromptTexts.from(llm.prompts());
    this.guard = new PromptGuard(secrets);
    this.transcripts = new Transcripts(vertx, llm.keepPrompts(), secrets);
  }

  /**
   * As it is configured. Reads files: to be called on a worker thread.
   *
   * @param secrets that no prompt may hold
   * @param store tells what was spent on a task so far
   * @throws io.llmdevops.config.InvalidConfigException where the folder of prompts has faults
   */
  public static ModelJudge of(
      Vertx vertx, LlmConfig llm, List<Secret> secrets, TaskStore store, Chain chain) {
    return new ModelJudge(vertx, llm, secrets, store, chain);
  }

  @Override
  public Future<Verdicts> judge(
      Work work, Subject subject, List<String> statements, List<PageView> views) {
    if (statements.isEmpty()) {
      return Future.succeededFuture(new Verdicts(List.of(), List.of()));
    }
    var hearing = new Hearing(vertx, texts, guard, subject, statements, views);
    if (llm.isSimulated()) {
      var results = results(statements, hearing.rulings(SIMULATED));
      return Future.succeededFuture(new Verdicts(results, List.of()));
    }
    return store
        .report(work.id())
        .compose(report -> judge(work, report.orElseThrow(), hearing, statements));
  }

  private Future<Verdicts> judge(
      Work work, TaskReport report, Hearing hearing, List<String> statements) {
    var meter = new Meter(work, terms(work), Spent.on(report.calls()));
    var relay =
        new Relay<Void>(
            chain,
            report.givenUp(),
            // Not to be stored: whoever does not judge may write all the same.
            givenUp -> {},
            () -> backoff.after(1),
            model -> hearing.ask(transcripts.keeping(work.id(), model), meter));
    return new Patience(vertx, work.deadline(), hearing, relay)
        .run()
        .map(why -> new Verdicts(results(statements, hearing.rulings(why)), meter.unstored()))
        .recover(cause -> notEnded(work, cause, meter.unstored()));
  }

  private Terms terms(Work work) {
    return new Terms(
        new Budget(llm.limits()),
        chain.gate(),
        Purpose.JUDGING,
        () -> timeLeft(work),
        LONGEST_CALL);
  }

  /** A version that was written at the last moment is judged all the same. */
  private static Duration timeLeft(Work work) {
    var left = work.deadline().leftForWriting();
    return left.compareTo(SHORTEST_CALL) > 0 ? left : SHORTEST_CALL;
  }

  /** What is known of the calls must be stored whatever has happened: they are paid for. */
  private static Future<Verdicts> notEnded(Work work, Throwable cause, List<Fact> facts) {
    return work.record(facts.toArray(Fact[]::new)).transform(stored -> Future.failedFuture(cause));
  }

  private static List<CheckResult> results(List<String> statements, List<Ruling> rulings) {
    return IntStream.range(0, statements.size())
        .mapToObj(at -> result(statements.get(at), rulings.get(at)))
        .toList();
  }

  private static CheckResult result(String statement, Ruling ruling) {
    var reason = ruling.reason().isEmpty() ? "without a reason" : Texts.line(ruling.reason());
    var evidence = ruling.verdict() == Verdict.NOT_JUDGED ? "" : "a model's verdict";
    return new CheckResult(statement, ruling.verdict(), reason, evidence);
  }
}
