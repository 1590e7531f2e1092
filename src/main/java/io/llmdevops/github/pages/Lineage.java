package io.llmdevops.github.pages;

import io.llmdevops.github.rest.RestClient;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/** Which commit holds which. */
record Lineage(RestClient rest) {

  private static final Set<String> HOLDS = Set.of("ahead", "identical");

  /**
   * Whether that commit was made on top of the published one. One that GitHub does not know was
   * not.
   */
  Future<Boolean> isOnTop(Published published, String other) {
    if (published.parent().equals(Optional.of(other))) {
      return Future.succeededFuture(false);
    }
    return rest.get(published.path("/compare/" + published.sha() + "..." + other + "?per_page=1"))
        .map(reply -> reply.isSuccess() && HOLDS.contains(reply.object().getString("status", "")));
  }
}
