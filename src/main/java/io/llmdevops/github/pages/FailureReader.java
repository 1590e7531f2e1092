package io.llmdevops.github.pages;

import io.llmdevops.github.pages.Sight.Broken;
import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.HeldUpException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out why a build or a run has failed. What a token may not read, or what is not there, is
 * left out.
 */
final class FailureReader {

  private static final Logger log = LoggerFactory.getLogger(FailureReader.class);

  /** GitHub builds a branch in a run of its own, at a path like this one. */
  private static final String BRANCH_BUILD = "dynamic/pages/";

  /** Of a job's log, in bytes: some of it is cleaning up. */
  private static final int READ = 64 * 1024;

  private static final int TRIES = 3;

  private final RestClient rest;
  private final OpenClient open;
  private final LogText text;

  FailureReader(RestClient rest, OpenClient open, SecretSearch secrets) {
    this.rest = rest;
    this.open = open;
    this.text = new LogText(secrets);
  }

  /**
   * Why.
   *
   * @param where one line
   * @param evidence GitHub's words and the end of the log, lines; may be empty
   */
  record Failure(String where, String evidence) {

    /** For a task's {@code error}. */
    String whole() {
      return evidence.isEmpty() ? where : where + "\n" + evidence;
    }
  }

  /** Fails only where GitHub asks to wait. */
  Future<Failure> read(Published published, Broken broken) {
    return run(published, broken)
        .compose(run -> run.map(id -> job(published, id)).orElseGet(FailureReader::nothing))
        .recover(cause -> isToldToWait(cause) ? Future.failedFuture(cause) : nothing())
        .compose(job -> failure(published, broken, job));
  }

  /** The log is worth a few tries, but not that nothing comes of what has failed. */
  private Future<Reply> get(String path, int tries) {
    return rest.get(path)
        .recover(
            cause ->
                tries > 1 && cause instanceof HeldUpException && !isToldToWait(cause)
                    ? get(path, tries - 1)
                    : Future.failedFuture(cause));
  }

  private static <T> Future<Optional<T>> nothing() {
    return Future.succeededFuture(Optional.empty());
  }

  private Future<Optional<Long>> run(Published published, Broken broken) {
    if (broken.run().isPresent() || !broken.repairable()) {
      return Future.succeededFuture(broken.run());
    }
    return get(published.path("/actions/runs?per_page=10&head_sha=" + published.sha()), TRIES)
        .map(
            reply ->
                Run.all(reply)
                    .filter(run -> run.path().startsWith(BRANCH_BUILD))
                    .map(Run::id)
                    .findFirst());
  }

  private Future<Optional<JsonObject>> job(Published published, long run) {
    return get(published.path("/actions/runs/" + run + "/jobs?per_page=100"), TRIES)
        .map(reply -> objects(reply.object(), "jobs").filter(FailureReader::hasFailed).findFirst());
  }

  private static boolean hasFailed(JsonObject part) {
    return Run.isFailure(part.getString("conclusion"));
  }

  private Future<Failure> failure(Published published, Broken broken, Optional<JsonObject> failed) {
    var step = failed.map(job -> text.line(step(job))).orElse("");
    var where = (broken.what() + " " + step).strip();
    return failed
        .map(job -> tail(published, job))
        .orElse(Future.succeededFuture(""))
        .map(
            tail ->
                new Failure(
                    where,
                    Stream.of(text.line(broken.told()), tail)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("\n"))));
  }

  private static String step(JsonObject job) {
    var step =
        objects(job, "steps")
            .filter(FailureReader::hasFailed)
            .findFirst()
            .map(failed -> ", step \"" + failed.getString("name") + "\"")
            .orElse("");
    return "in job \"" + job.getString("name") + "\"" + step;
  }

  /** The log is on another server, where the token has no business. */
  private Future<String> tail(Published published, JsonObject job) {
    return rest.getOrRedirect(published.path("/actions/jobs/" + job.getLong("id") + "/logs"))
        .map(reply -> Optional.ofNullable(reply.headers().get(HttpHeaders.LOCATION)))
        .compose(
            location ->
                location
                    .map(url -> open.tail(URI.create(url), READ))
                    .orElseGet(FailureReader::nothing))
        .map(log -> log.map(text::told).orElse(""))
        .recover(
            cause ->
                isToldToWait(cause)
                    ? Future.failedFuture(cause)
                    : Future.succeededFuture(unread(published, cause)));
  }

  private static boolean isToldToWait(Throwable cause) {
    return cause instanceof HeldUpException heldUp && heldUp.after().isPresent();
  }

  private static String unread(Published published, Throwable cause) {
    log.atInfo()
        .addKeyValue("task", published.task())
        .log("the log of a failed job could not be read: {}", cause.getMessage());
    return "";
  }

  private static Stream<JsonObject> objects(JsonObject from, String key) {
    return from.getJsonArray(key, new JsonArray()).stream()
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast);
  }
}
