package io.llmdevops.github.standin;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;

/**
 * What a route answers.
 *
 * @param token empty for a request without
 * @param path the variable parts of its path
 * @param body empty where there is none
 */
record Request(
    Call call, Optional<Token> token, Map<String, String> path, MultiMap query, JsonObject body) {

  String path(String name) {
    return path.get(name);
  }

  String login() {
    return token.map(Token::login).orElse("");
  }

  Request on(Map<String, String> parts) {
    return new Request(call, token, parts, query, body);
  }
}
