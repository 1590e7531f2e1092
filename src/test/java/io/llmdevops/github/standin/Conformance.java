package io.llmdevops.github.standin;

import io.vertx.core.http.HttpServerRequest;

/** Looks at what is asked of the API, and at what it answers. */
public interface Conformance {

  /**
   * @param path below the API's address, without the query
   * @param body JSON, or null for none
   */
  void asked(Call call, String path, HttpServerRequest request, Object body);

  /**
   * @param path as above
   */
  void answered(Call call, String path, Answer answer);
}
