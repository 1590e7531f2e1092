package io.llmdevops.command;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Role;
import io.llmdevops.config.Secret;
import io.llmdevops.github.rest.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Whether the token of GitHub counts, whose it is, what it may do, and how much of its limits is
 * left. What one question has told stays, whatever becomes of the next.
 */
final class TokenCheck {

  static final String SUBJECT = "GitHub token";

  /** Those that read or write repositories. */
  private static final Set<Role> USERS = EnumSet.of(Role.LLM, Role.CHECK, Role.GITHUB);

  private final EngineConfig config;
  private final Duration patience;
  private final Clock clock;
  private final List<Finding> findings = new CopyOnWriteArrayList<>();

  /**
   * @param patience with GitHub, for all questions together
   */
  TokenCheck(EngineConfig config, Duration patience, Clock clock) {
    this.config = config;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Asks, on the caller's context.
   *
   * @param access called only where there is a token to ask with
   */
  Future<List<Finding>> look(Supplier<GithubAccess> access) {
    if (config.roles().stream().noneMatch(USERS::contains)) {
      return one(Finding.note(SUBJECT, "not asked: this node's ROLES have no use for it"));
    }
    return config.github().map(github -> ask(github, access.get())).orElseGet(TokenCheck::local);
  }

  private static Future<List<Finding>> local() {
    return one(
        Finding.note(
            "publishing",
            "local: repositories and pages are served by this machine",
            "to publish on GitHub, set GITHUB_TOKEN"));
  }

  private static Future<List<Finding>> one(Finding finding) {
    return Future.succeededFuture(List.of(finding));
  }

  private Future<List<Finding>> ask(GithubConfig github, GithubAccess access) {
    lookAtTheSettings(github);
    var trouble = new GithubTrouble(github.apiUrl());
    return Future.future((Promise<Void> asked) -> askAll(github, access, trouble).onComplete(asked))
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> failed(trouble, cause))
        .map(done -> List.copyOf(findings));
  }

  private void lookAtTheSettings(GithubConfig github) {
    if (github.token().isWeak()) {
      findings.add(
          Finding.note(
              SUBJECT,
              "has less than "
                  + Secret.SEARCHED_FROM
                  + " characters: texts are not searched for it before they are published",
              "check that GITHUB_TOKEN is whole"));
    }
    if (github.sendsTokenInTheClear()) {
      findings.add(
          Finding.note(
              SUBJECT,
              "goes over the network in the clear, since GITHUB_API_URL is plain http",
              "set GITHUB_API_URL to an https address"));
    }
  }

  private Future<Void> askAll(GithubConfig github, GithubAccess access, GithubTrouble trouble) {
    return access
        .get("/user")
        .compose(
            reply -> {
              var holder = TokenHolder.of(reply, github.token());
              return holder.isPresent()
                  ? askMore(github, access, reply, holder.get())
                  : noUser(trouble, reply);
            });
  }

  private Future<Void> noUser(GithubTrouble trouble, Reply reply) {
    findings.add(trouble.noApi(SUBJECT, "GET /user", reply));
    return Future.succeededFuture();
  }

  private Future<Void> askMore(
      GithubConfig github, GithubAccess access, Reply reply, TokenHolder holder) {
    var trouble = new GithubTrouble(github.apiUrl());
    findings.addAll(new TokenPapers(holder, trouble.host(), clock).findings(reply));
    var owner = new OwnerCheck(access, trouble, holder);
    var permissions = new PermissionsCheck(access, trouble, holder, github.apiUrl());
    return new LimitsCheck(access, trouble)
        .look()
        .map(findings::add)
        .compose(limits -> owner.look(github.owner()))
        .map(findings::addAll)
        .compose(known -> permissions.look(github.owner().orElse(holder.login()), findings::add));
  }

  private Future<Void> failed(GithubTrouble trouble, Throwable cause) {
    findings.add(
        cause instanceof TimeoutException
            ? trouble.silence(SUBJECT, patience)
            : trouble.finding(SUBJECT, cause));
    return Future.succeededFuture();
  }
}
