package io.llmdevops.command;

import io.llmdevops.github.rest.Reply;
import io.vertx.core.Future;
import java.net.URI;

/** What the doctor asks of GitHub. It only ever reads. */
interface GithubAccess {

  /**
   * See {@link io.llmdevops.github.rest.RestClient#get} for its answers and failures.
   *
   * @param path relative to the API's URL, from its slash, with its query, encoded
   */
  Future<Reply> get(String path);

  /**
   * Says to a repository what git says before it pushes, and no more: nothing is pushed.
   *
   * @return the HTTP status of the answer
   */
  Future<Integer> knockToPush(URI cloneUrl);
}
