package io.llmdevops.command;

import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.Repo;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a token may do that GitHub does not list: tried on the newest repository that looks like one
 * of the engine's, by questions that need the permission and change nothing. Which permission a
 * question needs is from GitHub Docs, "Permissions required for fine-grained personal access
 * tokens".
 */
final class PermissionsCheck {

  private static final String SUBJECT = "GitHub may";
  private static final String ALL =
      "Administration, Contents, Pages and Workflows (read and write), Metadata (read), and Actions"
          + " (read and write) for sites that a workflow deploys";

  /** 400 and 422: the site has no domain of its own, so there is nothing to examine. */
  private static final Set<Integer> EXAMINED = Set.of(200, 202, 400, 422);

  private final GithubAccess access;
  private final GithubTrouble trouble;
  private final TokenHolder holder;
  private final boolean isEnterpriseServer;

  PermissionsCheck(GithubAccess access, GithubTrouble trouble, TokenHolder holder, URI apiUrl) {
    this.access = access;
    this.trouble = trouble;
    this.holder = holder;
    this.isEnterpriseServer = apiUrl.getPath().endsWith("/api/v3");
  }

  /**
   * @param owner whose repositories they are
   * @param found gets each finding as it comes
   */
  Future<Void> look(String owner, Consumer<Finding> found) {
    return TrialRepository.newest(access, holder, owner)
        .compose(
            newest ->
                newest
                    .map(repository -> tryOn(repository, found))
                    .orElseGet(() -> nothingToTryOn(owner, found)))
        .recover(
            cause ->
                trouble.ifRefused(SUBJECT, cause).map(finding -> say(found, Optional.of(finding))));
  }

  private Future<Void> nothingToTryOn(String owner, Consumer<Finding> found) {
    if (!holder.isClassic()) {
      found.accept(
          Finding.note(
              SUBJECT,
              "GitHub does not list it, and there is no repository to try it on: the first task"
                  + " will tell",
              "see to it that the token has, for all repositories of " + owner + ": " + ALL));
    }
    return Future.succeededFuture();
  }

  private Future<Void> tryOn(TrialRepository repository, Consumer<Finding> found) {
    var pushing = push(repository).map(finding -> say(found, finding));
    if (holder.isClassic()) {
      return pushing;
    }
    return pushing
        .compose(said -> administration(repository.repo()))
        .map(finding -> say(found, finding))
        .compose(said -> isEnterpriseServer ? unknown() : pages(repository.repo()))
        .map(finding -> say(found, finding))
        .map(
            said ->
                say(
                    found,
                    Optional.of(
                        Finding.note(
                            SUBJECT,
                            "whether Workflows and Actions are among it, for sites that a workflow"
                                + " deploys, cannot be tried without changing something"))));
  }

  private static Void say(Consumer<Finding> found, Optional<Finding> finding) {
    finding.ifPresent(found);
    return null;
  }

  private static Future<Optional<Finding>> unknown() {
    return Future.succeededFuture(Optional.empty());
  }

  private Future<Optional<Finding>> push(TrialRepository repository) {
    var name = repository.name();
    return access
        .knockToPush(repository.cloneUrl())
        .map(status -> pushed(name, status))
        .otherwise(
            cause ->
                Finding.note(
                    SUBJECT, "git was not answered at " + name + ": " + cause.getMessage()))
        .map(Optional::of);
  }

  private Finding pushed(String name, int status) {
    if (status == 200) {
      return Finding.ok(SUBJECT, "push to " + name + " (Contents: write)");
    }
    return Set.of(401, 403, 404).contains(status)
        ? lacks("push to " + name + " (git was answered HTTP " + status + ")", "Contents")
        : Finding.note(SUBJECT, "git was answered HTTP " + status + " at " + name);
  }

  private Future<Optional<Finding>> administration(Repo repo) {
    return access
        .get(repo.path() + "/actions/permissions")
        .map(
            reply ->
                Optional.of(reply)
                    .filter(Reply::isSuccess)
                    .map(seen -> Finding.ok(SUBJECT, "see settings (Administration: read)")))
        .recover(cause -> refused(cause, "see settings", "Administration"));
  }

  private Future<Optional<Finding>> pages(Repo repo) {
    return access
        .get(repo.path() + "/pages/health")
        .map(
            reply ->
                Optional.of(reply)
                    .filter(seen -> EXAMINED.contains(seen.status()))
                    .map(
                        seen ->
                            Finding.ok(SUBJECT, "set up pages (Administration and Pages: write)")))
        .recover(cause -> refused(cause, "set up pages", "Administration and Pages"));
  }

  private Future<Optional<Finding>> refused(Throwable cause, String what, String permission) {
    return cause instanceof RefusedException
        ? Future.succeededFuture(Optional.of(lacks(what, permission)))
        : Future.failedFuture(cause);
  }

  private Finding lacks(String what, String permission) {
    var toDo =
        holder.isClassic()
            ? "give the token the scope repo, and let it through the owner's single sign-on, if any"
            : "give the token " + permission + " (read and write); all that it needs: " + ALL;
    return Finding.fault(SUBJECT, "it may not " + what, toDo);
  }
}
