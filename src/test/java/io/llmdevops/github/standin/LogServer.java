package io.llmdevops.github.standin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the logs of jobs lie: a store of somebody else's, whose addresses are signed, hold for a
 * minute, and are not to be asked with a token.
 */
final class LogServer {

  private static final String PATH = "/actions-results/job-";
  private static final Duration HOLDS = Duration.ofMinutes(1);

  private final Hub hub;
  private final Front front;

  LogServer(Hub hub) {
    this.hub = hub;
    front = new Front(hub);
  }

  static String path(long job) {
    var until = Instant.now().plus(HOLDS).getEpochSecond();
    return PATH + job + ".txt?se=" + until + "&sig=" + signature(job, until);
  }

  private static String signature(long job, long until) {
    return Integer.toHexString((job + "/" + until).hashCode());
  }

  void handle(HttpServerRequest request) {
    var call = front.open(Call.Kind.LOG, request);
    if (request.getHeader("Authorization") != null) {
      hub.journal.violation(Violation.Kind.TOKEN_ABROAD, call, "to the store of logs");
    }
    front
        .play(call, request, () -> Future.succeededFuture(answer(request)))
        .onSuccess(
            answer -> {
              if (!call.isEnded()) {
                front.end(call, answer.status());
                request.response().setStatusCode(answer.status());
                request.response().putHeader("Content-Type", "text/plain; charset=utf-8");
                request.response().end(answer.text());
              }
            });
  }

  private Answer answer(HttpServerRequest request) {
    var job = request.path().replaceAll("\\D", "");
    var until = Optional.ofNullable(request.getParam("se")).orElse("0");
    var isSigned =
        request.path().startsWith(PATH)
            && Instant.now().getEpochSecond() <= Long.parseLong(until)
            && signature(Long.parseLong(job), Long.parseLong(until))
                .equals(request.getParam("sig"));
    if (!isSigned || request.getHeader("Authorization") != null) {
      return Answer.of(403, "Server failed to authenticate the request.");
    }
    return hub.repositories().stream()
        .flatMap(repository -> repository.runs().stream())
        .flatMap(run -> run.jobs().stream())
        .filter(each -> Long.toString(each.id).equals(job))
        .findFirst()
        .map(found -> Answer.of(200, found.log))
        .orElseGet(() -> Answer.of(404, "The specified blob does not exist."));
  }
}
