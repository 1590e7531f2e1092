package io.llmdevops.github.pages;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.github.pages.Memory.Asked;
import io.llmdevops.github.pages.Memory.Asked.Stage;
import io.llmdevops.github.pages.Sight.Broken;
import io.llmdevops.github.pages.Sight.Built;
import io.llmdevops.github.pages.Sight.Stalled;
import io.llmdevops.github.pages.Sight.Waiting;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Fact;
import io.llmdevops.task.RefusedException;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until GitHub Pages serves a pushed commit: one look at a time, with growing pauses in the
 * store between them. What stands still is asked for again, once; what fails goes back to the
 * model, once; and whatever comes of it, the task is reported in time.
 */
public final class LiveStep implements Step {

  private static final Logger log = LoggerFactory.getLogger(LiveStep.class);

  private final RestClient rest;
  private final TaskStore store;
  private final GithubConfig.Pace pace;
  private final Clock clock;
  private final Visitor visitor;
  private final FailureReader failures;
  private final Repair repair;

  /**
   * @param secrets of the engine: what GitHub says is searched for them
   */
  public LiveStep(
      Vertx vertx,
      RestClient rest,
      TaskStore store,
      List<Secret> secrets,
      GithubConfig.Pace pace,
      Clock clock) {
    var open = new OpenClient(vertx);
    this.rest = rest;
    this.store = store;
    this.pace = pace;
    this.clock = clock;
    this.visitor = new Visitor(open);
    this.failures = new FailureReader(rest, open, new SecretSearch(secrets));
    this.repair = new Repair(store);
  }

  @Override
  public Future<Outcome> run(Work work) {
    return store
        .marks(work.id())
        .map(Memory::new)
        .compose(
            memory -> {
              var wait = new Wait(work, memory, pace.poll());
              return wait.guard(() -> look(work, memory, wait));
            });
  }

  private Future<Outcome> look(Work work, Memory memory, Wait wait) {
    if (memory.source().isPresent()) {
      return Future.succeededFuture(wait.unconfirmed(memory.source().get()));
    }
    var published = Published.of(work.task());
    return watch(memory)
        .look(published, memory)
        .compose(
            sight -> {
              log.atDebug().addKeyValue("task", work.id()).log("looked: {}", sight.what());
              return judge(work, memory, wait, published, sight);
            });
  }

  private Watch watch(Memory memory) {
    return memory
        .workflow()
        .<Watch>map(path -> new WorkflowSite(rest, path, pace.stuck(), clock))
        .orElseGet(() -> new BranchSite(rest, pace.stuck(), clock));
  }

  private Future<Outcome> judge(
      Work work, Memory memory, Wait wait, Published published, Sight sight) {
    if (sight instanceof Built built) {
      return visitor.visit(work.task(), memory, built).map(wait::outcome);
    }
    if (wait.isOver() || sight instanceof Waiting) {
      var facts = sight instanceof Waiting waiting ? waiting.facts() : List.<Fact>of();
      return Future.succeededFuture(wait.on(sight.what(), facts));
    }
    if (sight instanceof Stalled stalled) {
      return startAgain(work, stalled).map(facts -> wait.on(stalled.what(), facts));
    }
    var broken = (Broken) sight;
    return failures
        .read(published, broken)
        .compose(
            failure ->
                broken.repairable()
                    ? repair.after(work, memory, failure, wait)
                    : Future.succeededFuture(wait.unconfirmed(failure.whole())));
  }

  private Future<List<Fact>> startAgain(Work work, Stalled stalled) {
    return work.record(new Asked(Stage.ASKING, stalled.about()).noted(stalled.mark()))
        .compose(
            recorded ->
                rest.change(HttpMethod.POST, stalled.path(), null, () -> asking(work, stalled)))
        .map(reply -> reply.isSuccess() ? Optional.<String>empty() : Optional.of(Told.by(reply)))
        .recover(
            cause ->
                cause instanceof RefusedException
                    ? Future.succeededFuture(Optional.of(cause.getMessage()))
                    : Future.failedFuture(cause))
        .map(refusal -> asked(stalled, refusal));
  }

  private static void asking(Work work, Stalled stalled) {
    work.requireLease();
    log.atInfo().addKeyValue("task", work.id()).log("POST {}: {}", stalled.path(), stalled.what());
  }

  private static List<Fact> asked(Stalled stalled, Optional<String> refusal) {
    if (refusal.isEmpty()) {
      return List.of(
          new Asked(Stage.ASKED, stalled.about()).noted(stalled.mark()),
          new Fact.Note(stalled.what() + "; asked for once more"));
    }
    var why =
        "that takes the token's permission %s (read and write): %s"
            .formatted(stalled.permission(), refusal.get());
    return List.of(
        new Asked(Stage.REFUSED, why).noted(stalled.mark()),
        new Fact.Note(stalled.what() + "; asking for it once more was refused: " + why));
  }
}
