package io.llmdevops.github.standin;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Accounts and repositories in the shapes of the API. */
final class RepositoryJson {

  private static final List<String> LINKS =
      List.of(
          "forks",
          "keys{/key_id}",
          "collaborators{/collaborator}",
          "teams",
          "hooks",
          "issue_events=issues/events{/number}",
          "events",
          "assignees{/user}",
          "branches{/branch}",
          "tags",
          "blobs=git/blobs{/sha}",
          "git_tags=git/tags{/sha}",
          "git_refs=git/refs{/sha}",
          "trees=git/trees{/sha}",
          "statuses/{sha}",
          "languages",
          "stargazers",
          "contributors",
          "subscribers",
          "subscription",
          "commits{/sha}",
          "git_commits=git/commits{/sha}",
          "comments{/number}",
          "issue_comment=issues/comments{/number}",
          "contents/{+path}",
          "compare/{base}...{head}",
          "merges",
          "archive=archive{/format}",
          "downloads",
          "issues{/number}",
          "pulls{/number}",
          "milestones{/number}",
          "notifications{?since,all,participating}",
          "labels{/name}",
          "releases{/id}",
          "deployments");

  private final Hub hub;

  RepositoryJson(Hub hub) {
    this.hub = hub;
  }

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static String nodeId(String kind, long id) {
    return kind + "_kg" + id;
  }

  JsonObject account(Account account) {
    var api = hub.urls.api() + "/users/" + account.login();
    return new JsonObject()
        .put("login", account.login())
        .put("id", account.id())
        .put("node_id", nodeId("U", account.id()))
        .put("avatar_url", hub.urls.git() + "/avatars/" + account.id())
        .put("gravatar_id", "")
        .put("url", api)
        .put("html_url", hub.urls.git() + "/" + account.login())
        .put("followers_url", api + "/followers")
        .put("following_url", api + "/following{/other_user}")
        .put("gists_url", api + "/gists{/gist_id}")
        .put("starred_url", api + "/starred{/owner}{/repo}")
        .put("subscriptions_url", api + "/subscriptions")
        .put("organizations_url", api + "/orgs")
        .put("repos_url", api + "/repos")
        .put("events_url", api + "/events{/privacy}")
        .put("received_events_url", api + "/received_events")
        .put("type", account.organisation() ? "Organization" : "User")
        .put("user_view_type", "public")
        .put("site_admin", false);
  }

  JsonObject publicUser(Account account) {
    var json = account(account);
    for (var name : List.of("name", "company", "location", "email", "hireable", "bio")) {
      json.putNull(name);
    }
    return json.put("blog", "")
        .putNull("twitter_username")
        .put("public_repos", owned(account))
        .put("public_gists", 0)
        .put("followers", 0)
        .put("following", 0)
        .put("created_at", "2020-01-01T00:00:00Z")
        .put("updated_at", "2020-01-01T00:00:00Z");
  }

  JsonObject privateUser(Account account) {
    return publicUser(account)
        .put("user_view_type", "private")
        .put("private_gists", 0)
        .put("total_private_repos", 0)
        .put("owned_private_repos", 0)
        .put("disk_usage", 0)
        .put("collaborators", 0)
        .put("two_factor_authentication", true);
  }

  private long owned(Account account) {
    return hub.repositories().stream().filter(each -> each.owner() == account).count();
  }

  JsonObject organisationSimple(Account account) {
    var api = hub.urls.api() + "/orgs/" + account.login();
    return new JsonObject()
        .put("login", account.login())
        .put("id", account.id())
        .put("node_id", nodeId("O", account.id()))
        .put("url", api)
        .put("repos_url", api + "/repos")
        .put("events_url", api + "/events")
        .put("hooks_url", api + "/hooks")
        .put("issues_url", api + "/issues")
        .put("members_url", api + "/members{/member}")
        .put("public_members_url", api + "/public_members{/member}")
        .put("avatar_url", hub.urls.git() + "/avatars/" + account.id())
        .put("description", "");
  }

  JsonObject organisation(Account account, boolean forMember) {
    var json =
        organisationSimple(account)
            .put("has_organization_projects", true)
            .put("has_repository_projects", true)
            .put("public_repos", owned(account))
            .put("public_gists", 0)
            .put("followers", 0)
            .put("following", 0)
            .put("html_url", hub.urls.git() + "/" + account.login())
            .put("type", "Organization")
            .put("created_at", "2020-01-01T00:00:00Z")
            .put("updated_at", "2020-01-01T00:00:00Z")
            .putNull("archived_at");
    return forMember
        ? json.put("members_can_create_repositories", true)
            .put("members_can_create_public_repositories", account.membersCreatePublic())
            .put("members_can_create_pages", true)
            .put("members_can_create_public_pages", true)
        : json;
  }

  JsonObject membership(Account organisation, Account user) {
    var url = hub.urls.api() + "/orgs/" + organisation.login();
    return new JsonObject()
        .put("url", url + "/memberships/" + user.login())
        .put("state", "active")
        .put("role", organisation.owners().contains(user.login()) ? "admin" : "member")
        .put("organization_url", url)
        .put("organization", organisationSimple(organisation))
        .put("user", account(user));
  }

  JsonObject minimal(Hosted repository) {
    var api = hub.urls.api(repository);
    var json =
        new JsonObject()
            .put("id", repository.id())
            .put("node_id", nodeId("R", repository.id()))
            .put("name", repository.name())
            .put("full_name", repository.fullName())
            .put("private", repository.isPrivate())
            .put("owner", account(repository.owner()))
            .put("html_url", hub.urls.html(repository))
            .put("description", repository.description())
            .put("fork", false)
            .put("url", api);
    for (var link : LINKS) {
      var name = link.split("[={/]")[0];
      json.put(name + "_url", api + "/" + link.substring(link.indexOf('=') + 1));
    }
    return json;
  }

  JsonObject repository(Hosted repository) {
    var git = hub.urls.html(repository);
    return minimal(repository)
        .put("clone_url", git + ".git")
        .put("git_url", git.replaceFirst("http", "git") + ".git")
        .put("ssh_url", "git@127.0.0.1:" + repository.fullName() + ".git")
        .put("svn_url", git)
        .putNull("mirror_url")
        .put("homepage", repository.homepage())
        .putNull("language")
        .put("size", 0)
        .put("stargazers_count", 0)
        .put("watchers_count", 0)
        .put("watchers", 0)
        .put("forks_count", 0)
        .put("forks", 0)
        .put("open_issues_count", 0)
        .put("open_issues", 0)
        .put("has_issues", true)
        .put("has_projects", true)
        .put("has_downloads", true)
        .put("has_wiki", true)
        .put("has_pages", repository.site().isPresent())
        .put("has_discussions", false)
        .put("archived", false)
        .put("disabled", false)
        .putNull("license")
        .put("visibility", repository.isPrivate() ? "private" : "public")
        .put("default_branch", "main")
        .put("created_at", time(repository.createdAt()))
        .put("updated_at", time(repository.pushedAt()))
        .put("pushed_at", time(repository.pushedAt()));
  }

  JsonObject full(Hosted repository, boolean mayAdminister) {
    var permissions =
        new JsonObject()
            .put("admin", mayAdminister)
            .put("maintain", mayAdminister)
            .put("push", mayAdminister)
            .put("triage", mayAdminister)
            .put("pull", true);
    return repository(repository)
        .put("permissions", permissions)
        .put("network_count", 0)
        .put("subscribers_count", 0);
  }
}
