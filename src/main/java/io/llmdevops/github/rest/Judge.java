package io.llmdevops.github.rest;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.net.Trouble;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Tells an answer that a caller can use from trouble, and trouble that passes from that which
 * stays.
 */
final class Judge {

  private static final String SETTING = "GITHUB_API_URL";
  private static final int OK = 200;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int SERVER_FAULT = 500;

  private final URI apiUrl;
  private final Refusals refusals;

  Judge(GithubConfig config) {
    this.apiUrl = config.apiUrl();
    this.refusals = new Refusals(config.token());
  }

  /**
   * @param known what was there before, where that was asked after
   * @param allowed answers to be given to the caller although they refuse
   * @throws HeldUpException where it may go better later
   * @throws RefusedException where it will not
   */
  Reply of(Wire.Outgoing request, Answer answer, Optional<Reply> known, Predicate<Answer> allowed) {
    if (allowed.test(answer)) {
      return answer.reply();
    }
    if (answer.isNotModified()) {
      return known
          .map(reply -> reply.with(answer.headers()))
          .orElseThrow(() -> later("GitHub says that nothing has changed, but was not asked"));
    }
    if (answer.status() >= SERVER_FAULT || answer.status() == REQUEST_TIMEOUT) {
      throw later(
          "GitHub has a fault of its own (HTTP %d)%s".formatted(answer.status(), source(answer)));
    }
    if (answer.isHtml()) {
      throw later(
          "what answers is%s (HTTP %d): check %s"
              .formatted(source(answer), answer.status(), SETTING));
    }
    refusals
        .of(request, answer)
        .ifPresent(
            refused -> {
              throw refused;
            });
    return readable(request, answer);
  }

  private static Reply readable(Wire.Outgoing request, Answer answer) {
    var reply = answer.reply();
    var isMissing = reply.body() == null && answer.status() == OK;
    if (answer.isSuccess() && (reply.body() instanceof String || isMissing)) {
      throw later("what GitHub answers to %s is no JSON".formatted(request.withoutQuery()));
    }
    return reply;
  }

  private static String source(Answer answer) {
    return answer.isHtml() ? " a web page, from a proxy or another server than the API" : "";
  }

  private static HeldUpException later(String why) {
    return HeldUpException.backingOff(why, null);
  }

  /**
   * What the failure of an exchange means; it may have had its effect all the same. The cause is
   * left behind: its text may hold whatever came over the connection.
   */
  RuntimeException fault(Throwable cause, Duration patience) {
    if (cause instanceof TimeoutException) {
      return later("GitHub has not answered within " + Windows.spoken(patience));
    }
    if (cause instanceof TooLargeException) {
      return later("GitHub's answer is too large");
    }
    var trouble = Trouble.of(cause, apiUrl, SETTING);
    var why = "GitHub cannot be reached: " + trouble.words();
    return trouble.lasting() ? new RefusedException(why) : later(why);
  }
}
