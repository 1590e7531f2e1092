package io.llmdevops.command;

import io.llmdevops.github.rest.Reply;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether repositories can be created for whoever shall own them. */
final class OwnerCheck {

  private static final String SUBJECT = "GitHub owner";

  private final GithubAccess access;
  private final GithubTrouble trouble;
  private final TokenHolder holder;

  /** What the token's user is there; unknown where that is not shown. */
  private enum Standing {
    OWNER,
    MEMBER,
    STRANGER,
    UNKNOWN
  }

  OwnerCheck(GithubAccess access, GithubTrouble trouble, TokenHolder holder) {
    this.access = access;
    this.trouble = trouble;
    this.holder = holder;
  }

  Future<List<Finding>> look(Optional<String> configured) {
    var organisation = configured.filter(name -> !holder.is(name));
    if (organisation.isEmpty()) {
      var own = Finding.ok(SUBJECT, "the token's user, " + holder.login());
      return Future.succeededFuture(List.of(own));
    }
    var name = organisation.get();
    return access
        .get("/orgs/" + name)
        .compose(reply -> reply.isSuccess() ? standing(name, reply) : none(name, reply))
        .recover(cause -> trouble.ifRefused(SUBJECT, cause).map(List::of));
  }

  private Future<List<Finding>> none(String name, Reply reply) {
    var what =
        reply.status() == 404
            ? "there is no organisation " + name + ", and the token's user is " + holder.login()
            : "GET /orgs/" + name + " was answered HTTP " + reply.status();
    var toDo =
        "set GITHUB_OWNER to an organisation, or leave it out to publish for " + holder.login();
    return Future.succeededFuture(List.of(Finding.fault(SUBJECT, what, toDo)));
  }

  private Future<List<Finding>> standing(String name, Reply organisation) {
    return access
        .get("/user/memberships/orgs/" + name)
        .map(membership -> judge(name, organisation.object(), membership))
        .recover(
            cause ->
                // The token may not read memberships; the engine itself never needs to.
                cause instanceof RefusedException
                    ? Future.succeededFuture(judge(name, organisation.object(), Standing.UNKNOWN))
                    : Future.failedFuture(cause));
  }

  private List<Finding> judge(String name, JsonObject organisation, Reply membership) {
    var member = membership.object();
    if (membership.status() == 404 && holder.isClassic()) {
      return judge(name, organisation, Standing.STRANGER);
    }
    if (!membership.isSuccess()) {
      return judge(name, organisation, Standing.UNKNOWN);
    }
    if (!"active".equals(member.getValue("state"))) {
      return List.of(
          Finding.fault(
              SUBJECT,
              holder.login() + " is invited to " + name + " but not yet a member",
              "accept the invitation of " + name));
    }
    if (member.getValue("permissions") instanceof JsonObject permissions
        && Boolean.FALSE.equals(permissions.getValue("can_create_repository"))) {
      return List.of(mayNot(name, "create repositories"));
    }
    var isOwner = "admin".equals(member.getValue("role"));
    return judge(name, organisation, isOwner ? Standing.OWNER : Standing.MEMBER);
  }

  private List<Finding> judge(String name, JsonObject organisation, Standing standing) {
    var findings = new ArrayList<Finding>();
    findings.add(who(name, standing));
    if (standing == Standing.MEMBER || standing == Standing.UNKNOWN) {
      if (forbids(organisation, "members_can_create_repositories")
          || forbids(organisation, "members_can_create_public_repositories")) {
        findings.add(mayNot(name, "create public repositories"));
      }
      if (forbids(organisation, "members_can_create_pages")
          || forbids(organisation, "members_can_create_public_pages")) {
        findings.add(mayNot(name, "publish public pages"));
      }
    }
    return findings;
  }

  private static boolean forbids(JsonObject organisation, String policy) {
    return Boolean.FALSE.equals(organisation.getValue(policy));
  }

  private Finding who(String name, Standing standing) {
    return switch (standing) {
      case OWNER -> Finding.ok(SUBJECT, name + ", of which " + holder.login() + " is an owner");
      case MEMBER -> Finding.ok(SUBJECT, name + ", of which " + holder.login() + " is a member");
      case STRANGER ->
          Finding.fault(
              SUBJECT,
              holder.login() + " is no member of " + name,
              "have " + holder.login() + " invited, or set GITHUB_OWNER to another");
      case UNKNOWN ->
          Finding.note(
              SUBJECT,
              name
                  + "; the token is not shown whether "
                  + holder.login()
                  + " may create repositories there: the first task will tell");
    };
  }

  private static Finding mayNot(String name, String what) {
    return Finding.fault(
        SUBJECT,
        name + " does not let its members " + what,
        "have an owner of " + name + " allow it (member privileges), or make a token of an owner");
  }
}
