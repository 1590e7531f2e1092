package io.llmdevops.github.pages;

import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.Repo;
import io.llmdevops.github.rest.RestClient;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/**
 * Brings one repository's site to the kind that is wanted.
 *
 * @param beforeItIsSent runs right before each changing call
 */
record Switching(RestClient rest, Repo repo, boolean byWorkflow, Runnable beforeItIsSent) {

  static final String BRANCH = "main";
  static final String FOLDER = "/";

  /**
   * How it ended.
   *
   * @param page the site as GitHub tells of it, or GitHub's refusal
   * @param isOn there is a site, of that kind
   * @param isOurs this has made it so, just now
   */
  record Result(Reply page, boolean isOn, boolean isOurs) {

    private static Result refused(Reply reply) {
      return new Result(reply, false, false);
    }
  }

  private String path() {
    return repo.path() + "/pages";
  }

  /** Where no site can be there. */
  Future<Result> create() {
    return rest.change(HttpMethod.POST, path(), wanted(), beforeItIsSent)
        .compose(
            reply ->
                switch (reply.status()) {
                  case 201 -> Future.succeededFuture(new Result(reply, true, true));
                  // There may be one by now.
                  case 200, 202, 204, 409 -> lookAgain(reply);
                  default -> Future.succeededFuture(Result.refused(reply));
                });
  }

  /** Where one may be there. */
  Future<Result> lookFirst() {
    return rest.get(path())
        .compose(
            reply ->
                switch (reply.status()) {
                  case 200 -> adjust(reply);
                  case 404 -> create();
                  default -> Future.succeededFuture(Result.refused(reply));
                });
  }

  private Future<Result> lookAgain(Reply instead) {
    return rest.get(path())
        .compose(
            reply ->
                reply.status() == 200
                    ? adjust(reply)
                    : Future.succeededFuture(Result.refused(instead)));
  }

  private Future<Result> adjust(Reply page) {
    var isByWorkflow = "workflow".equals(page.object().getString("build_type"));
    if (isByWorkflow == byWorkflow) {
      return Future.succeededFuture(new Result(page, true, false));
    }
    return rest.change(HttpMethod.PUT, path(), wanted(), beforeItIsSent)
        .map(reply -> reply.isSuccess() ? new Result(page, true, true) : Result.refused(reply));
  }

  private JsonObject wanted() {
    return byWorkflow
        ? new JsonObject().put("build_type", "workflow")
        : new JsonObject()
            .put("build_type", "legacy")
            .put("source", new JsonObject().put("branch", BRANCH).put("path", FOLDER));
  }
}
