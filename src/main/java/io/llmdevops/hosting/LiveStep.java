package io.llmdevops.hosting;

import io.llmdevops.git.History;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Task;
import io.llmdevops.task.TaskState;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the page of a pushed commit is served, over HTTP as anyone would ask for it. */
final class LiveStep implements Step {

  private static final Logger log = LoggerFactory.getLogger(LiveStep.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LocalRepositories repositories;
  private final WorkerExecutor workers;
  private final HttpClient client;
  private final String host;
  private final int port;

  /**
   * @param host where this node's own server answers
   */
  LiveStep(
      LocalRepositories repositories,
      WorkerExecutor workers,
      HttpClient client,
      String host,
      int port) {
    this.repositories = repositories;
    this.workers = workers;
    this.client = client;
    this.host = host;
    this.port = port;
  }

  @Override
  public Future<Outcome> run(Work work) {
    return workers
        .executeBlocking(() -> isOnMain(work.task()), false)
        .compose(
            onMain ->
                onMain
                    ? status(work.task()).map(status -> judge(work, status))
                    : Future.succeededFuture(unconfirmed("its commit is not on main any more")));
  }

  private boolean isOnMain(Task task) throws IOException {
    var name = task.repository().orElseThrow();
    try (var repository = repositories.folder().open(name).orElse(null)) {
      var commit = ObjectId.fromString(task.commitSha().orElseThrow());
      return repository != null && new History(repository).holds(commit);
    }
  }

  /** The status of the page, or 0 where the server could not be asked. */
  private Future<Integer> status(Task task) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.HEAD)
            .setHost(host)
            .setPort(port)
            .setURI("/" + task.repository().orElseThrow() + "/")
            .setTimeout(PATIENCE.toMillis());
    return client
        .request(options)
        .compose(request -> request.send().map(HttpClientResponse::statusCode))
        .otherwise(cause -> unreachable(task, cause));
  }

  private static int unreachable(Task task, Throwable cause) {
    log.atDebug()
        .addKeyValue("task", task.id())
        .setCause(cause)
        .log("the page could not be asked for");
    return 0;
  }

  private static Outcome judge(Work work, int status) {
    log.atDebug().addKeyValue("task", work.id()).log("page asked for, status {}", status);
    if (status == 200) {
      return Outcome.advance(TaskState.LIVE, "the page answers");
    }
    if (status == 404) {
      // Nothing but another commit would change that.
      return unconfirmed("the site has no index.html");
    }
    return work.deadline().leftForGoingLive().isZero()
        ? unconfirmed("it did not answer in time")
        : Outcome.retry(AGAIN, "the page does not answer yet");
  }

  private static Outcome unconfirmed(String why) {
    return Outcome.advance(
        TaskState.LIVE, "unconfirmed", new Fact.Problem("the page is not live: " + why));
  }
}
