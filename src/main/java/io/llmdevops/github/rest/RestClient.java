package io.llmdevops.github.rest;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/**
 * GitHub's REST API, as its best practices ask: one request after the other, what changes something
 * at least a second apart and before what only reads, nothing inside a closed window, and what has
 * been read before conditionally. Follows no redirect.
 *
 * <p>What fails does so with {@link io.llmdevops.task.HeldUpException} (a closed window, the
 * network, a time-out, 5xx; a change may then have happened all the same) or with {@link
 * io.llmdevops.task.RefusedException} (401, a missing permission, a redirect), whose messages say
 * what to do. Every other answer is the caller's to judge, 404, 409 and 422 among them.
 */
public final class RestClient {

  public RestClient(Vertx vertx, GithubConfig config, TokenLimits limits) {}

  /**
   * @param path relative to the API's URL, from its slash, with its query, encoded
   */
  public Future<Reply> get(String path) {
    throw new UnsupportedOperationException();
  }

  /**
   * The same where the answer may be a redirect: that is then given as it is, and who asks its
   * {@code Location} must do so without the token.
   *
   * @param path as above
   */
  public Future<Reply> getOrRedirect(String path) {
    throw new UnsupportedOperationException();
  }

  /**
   * Changes something, once it is our turn.
   *
   * @param body null for none
   * @param beforeItIsSent runs right before the request leaves; may throw to stop that
   */
  public Future<Reply> change(
      HttpMethod method, String path, JsonObject body, Runnable beforeItIsSent) {
    throw new UnsupportedOperationException();
  }

  /** The turn to change something, for a change that is made otherwise: a push. */
  public Turnstile turnstile() {
    throw new UnsupportedOperationException();
  }
}
