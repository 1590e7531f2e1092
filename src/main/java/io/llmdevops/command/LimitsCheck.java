package io.llmdevops.command;

import io.llmdevops.github.rest.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/** How many requests the token has left; asking for that costs none. */
final class LimitsCheck {

  private static final String SUBJECT = "GitHub limits";

  /** A few tasks' worth. */
  private static final int LITTLE = 100;

  private final GithubAccess access;
  private final GithubTrouble trouble;

  LimitsCheck(GithubAccess access, GithubTrouble trouble) {
    this.access = access;
    this.trouble = trouble;
  }

  Future<Finding> look() {
    return access
        .get("/rate_limit")
        .map(this::judge)
        .recover(cause -> trouble.ifRefused(SUBJECT, cause));
  }

  private Finding judge(Reply reply) {
    // GitHub's description: 404 where an Enterprise Server has them switched off.
    if (reply.status() == 404) {
      return Finding.ok(SUBJECT, "none: " + trouble.host() + " has them switched off");
    }
    return reply.object().getValue("resources") instanceof JsonObject resources
            && resources.getValue("core") instanceof JsonObject core
            && core.getValue("remaining") instanceof Number remaining
            && core.getValue("limit") instanceof Number limit
            && core.getValue("reset") instanceof Number reset
        ? judge(remaining.longValue(), limit.longValue(), reset.longValue())
        : Finding.note(SUBJECT, "not told: GET /rate_limit was answered HTTP " + reply.status());
  }

  private static Finding judge(long remaining, long limit, long reset) {
    var back = Instant.ofEpochSecond(reset);
    var left =
        String.format(
            Locale.ROOT,
            "%,d of %,d requests are left until %s, when all are back",
            remaining,
            limit,
            back);
    if (remaining >= LITTLE) {
      return Finding.ok(SUBJECT, left);
    }
    return remaining > 0
        ? Finding.note(
            SUBJECT, left, "wait, or stop what else uses the token: tasks wait once it is used up")
        : Finding.note(
            SUBJECT,
            String.format(
                Locale.ROOT, "none of %,d requests is left until %s: tasks wait", limit, back));
  }
}
