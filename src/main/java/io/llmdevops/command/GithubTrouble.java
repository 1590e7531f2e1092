package io.llmdevops.command;

import io.llmdevops.github.rest.Reply;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;

/** Says in a line why GitHub did not answer as it should, and what a person may do about it. */
final class GithubTrouble {

  private final URI apiUrl;

  GithubTrouble(URI apiUrl) {
    this.apiUrl = apiUrl;
  }

  /** Where the API is, without its path. */
  String host() {
    return apiUrl.getPort() < 0 ? apiUrl.getHost() : apiUrl.getHost() + ":" + apiUrl.getPort();
  }

  /** A refusal is a finding like any other; whatever else is wrong ends the questions. */
  Future<Finding> ifRefused(String subject, Throwable cause) {
    return cause instanceof RefusedException
        ? Future.succeededFuture(finding(subject, cause))
        : Future.failedFuture(cause);
  }

  Finding finding(String subject, Throwable cause) {
    if (cause instanceof HeldUpException limited && limited.after().isPresent()) {
      return Finding.note(
          subject, limited.getMessage(), "wait: the engine does so too, and tasks go on by then");
    }
    if (cause instanceof HeldUpException unreachable) {
      return Finding.fault(subject, unreachable.getMessage(), reach());
    }
    if (cause instanceof RefusedException refused) {
      return Finding.fault(
          subject,
          refused.getMessage(),
          "check that GITHUB_TOKEN is whole, neither expired nor revoked, and one of "
              + host()
              + "'s, and that GITHUB_API_URL is the API's own address");
    }
    var name = cause.getClass().getSimpleName();
    return Finding.fault(
        subject, "the engine failed to ask " + host() + " (" + name + ")", reach());
  }

  Finding silence(String subject, Duration patience) {
    return Finding.fault(
        subject, host() + " has not answered all within " + patience.toSeconds() + " s", reach());
  }

  /** Somebody answers there, but not as GitHub's API does. */
  Finding noApi(String subject, String question, Reply reply) {
    var what =
        reply.isSuccess() || reply.status() == 404
            ? "there is no GitHub API at " + apiUrl + ": it answers " + question + " with HTTP "
            : host() + " answers " + question + " with HTTP ";
    var page = reply.body() instanceof String ? " and no JSON" : "";
    return Finding.fault(
        subject,
        what + reply.status() + page,
        "set GITHUB_API_URL to https://api.github.com or, for an Enterprise Server, to"
            + " https://HOST/api/v3");
  }

  private String reach() {
    return "check that "
        + host()
        + " can be reached from here (GITHUB_API_URL, network, firewall, certificate), and whether"
        + " it has trouble of its own (GitHub's is told at https://www.githubstatus.com)";
  }
}
