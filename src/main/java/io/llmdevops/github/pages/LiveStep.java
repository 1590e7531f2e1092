package io.llmdevops.github.pages;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
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
import io.llmdevops.task.TaskStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until GitHub Pages serves a pushed commit: one look at a time, with growing pauses in the
 * store between them. What stands still is asked for again, once; what fails goes back to the
 * model, once; and whatever comes of it, the task is reported in time.
 */
public final class LiveStep implements Step {

  private static final Logger log = LoggerFactory.getLogger(LiveStep.class);

  /** Of the time that is kept for the callback. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final RestClient rest;
  private final TaskStore store;
  private final GithubConfig.Pace pace;
  private final Clock clock;
  private final Visitor visitor;
  private final OpenClient open;
  private final SecretSearch search;
  private final Asking asking;
  private final Repair repair;
  private final Horizon horizon;
  private final Duration lastLook;

  /**
   * @param secrets of the engine: what GitHub says is searched for them
   * @param taskTimeout a task that is not reported by then fails
   */
  public LiveStep(
      Vertx vertx,
      RestClient rest,
      TaskStore store,
      List<Secret> secrets,
      GithubConfig.Pace pace,
      Duration taskTimeout,
      Clock clock) {
    this(vertx, rest, store, secrets, pace, taskTimeout, clock, LAST_LOOK);
  }

  LiveStep(
      Vertx vertx,
      RestClient rest,
      TaskStore store,
      List<Secret> secrets,
      GithubConfig.Pace pace,
      Duration taskTimeout,
      Clock clock,
      Duration lastLook) {
    this.vertx = vertx;
    this.lastLook = lastLook;
    this.open = new OpenClient(vertx);
    this.search = new SecretSearch(secrets);
    this.rest = rest;
    this.store = store;
    this.pace = pace;
    this.clock = clock;
    this.horizon = new Horizon(taskTimeout, clock);
    this.visitor = new Visitor(open);
    this.asking = new Asking(rest);
    this.repair = new Repair(store);
  }

  @Override
  public Future<Outcome> run(Work work) {
    return store
        .marks(work.id())
        .map(Memory::new)
        .compose(memory -> horizon.left(work, memory).compose(left -> look(work, memory, left)));
  }

  private Future<Outcome> look(Work work, Memory memory, Duration left) {
    var wait = new Wait(vertx, work, memory, pace.poll(), left, lastLook);
    return wait.guard(() -> look(work, memory, wait));
  }

  private Future<Outcome> look(Work work, Memory memory, Wait wait) {
    if (memory.source().isPresent()) {
      return Future.succeededFuture(wait.unconfirmed(memory.source().get()));
    }
    var published = Published.of(work.task());
    return watch(work, memory)
        .look(published, memory)
        .compose(
            sight -> {
              log.atDebug().addKeyValue("task", work.id()).log("looked: {}", sight.what());
              return judge(work, memory, wait, published, sight);
            });
  }

  private Watch watch(Work work, Memory memory) {
    var reading = rest.during(work::requireLease);
    return memory
        .workflow()
        .<Watch>map(path -> new WorkflowSite(reading, path, pace.stuck(), clock))
        .orElseGet(() -> new BranchSite(reading, pace.stuck(), clock));
  }

  private Future<Outcome> judge(
      Work work, Memory memory, Wait wait, Published published, Sight sight) {
    if (sight instanceof Built built) {
      return visitor.visit(work, memory, built).map(wait::outcome);
    }
    if (wait.isOver() || sight instanceof Waiting) {
      var facts = sight instanceof Waiting waiting ? waiting.facts() : List.<Fact>of();
      return Future.succeededFuture(wait.on(sight.what(), facts));
    }
    if (sight instanceof Stalled stalled) {
      return asking.again(work, stalled).map(facts -> wait.on(stalled.what(), facts));
    }
    var broken = (Broken) sight;
    return new FailureReader(rest.during(work::requireLease), open, search)
        .read(published, broken)
        .compose(
            failure ->
                broken.repairable()
                    ? repair.after(work, memory, failure, wait)
                    : Future.succeededFuture(wait.unconfirmed(failure.whole())));
  }
}
