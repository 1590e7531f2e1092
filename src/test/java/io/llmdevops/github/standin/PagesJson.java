package io.llmdevops.github.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Sites and their builds in the shapes of the API. */
final class PagesJson {

  private final Hub hub;
  private final RepositoryJson accounts;

  PagesJson(Hub hub) {
    this.hub = hub;
    accounts = new RepositoryJson(hub);
  }

  JsonObject site(Hosted repository, Site site) {
    var json =
        new JsonObject()
            .put("url", hub.urls.api(repository) + "/pages")
            .put("status", site.status())
            .putNull("cname")
            .put("custom_404", false)
            .put("html_url", hub.urls.site(repository))
            .put("build_type", site.buildType())
            .put("public", true)
            .put("https_enforced", true)
            .put("protected_domain_state", (String) null)
            .putNull("pending_domain_unverified_at");
    return json.put(
        "source", new JsonObject().put("branch", site.branch()).put("path", site.path()));
  }

  JsonObject build(Hosted repository, Build build) {
    return new JsonObject()
        .put("url", url(repository) + "/" + build.id())
        .put("status", build.status())
        .put("error", new JsonObject().put("message", build.error()))
        .put("pusher", hub.accounts.account(build.pusher()).map(accounts::account).orElse(null))
        .put("commit", build.commit())
        .put("duration", duration(build))
        .put("created_at", RepositoryJson.time(build.createdAt()))
        .put("updated_at", RepositoryJson.time(build.updatedAt()));
  }

  private static long duration(Build build) {
    return build.status().equals("queued")
        ? 0
        : Duration.between(build.createdAt(), build.updatedAt()).toMillis();
  }

  private String url(Hosted repository) {
    return hub.urls.api(repository) + "/pages/builds";
  }

  JsonArray builds(Hosted repository) {
    var all = new JsonArray();
    var builds = repository.builds();
    for (var i = builds.size() - 1; i >= 0; i--) {
      all.add(build(repository, builds.get(i)));
    }
    return all;
  }

  JsonObject asked(Hosted repository) {
    return new JsonObject().put("url", url(repository) + "/latest").put("status", "queued");
  }

  JsonObject health(Hosted repository) {
    var host = hub.urls.pages(repository.owner().login()).replaceFirst("http://", "");
    return new JsonObject()
        .put("domain", new JsonObject().put("host", host).put("uri", hub.urls.site(repository)))
        .putNull("alt_domain");
  }
}
