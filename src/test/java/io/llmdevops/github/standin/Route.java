package io.llmdevops.github.standin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One operation of the API.
 *
 * @param template as the API's description has it
 */
record Route(
    HttpMethod method, String template, Needs needs, Function<Request, Future<Answer>> answer) {

  /** The variable parts of a path that is this route's. */
  Optional<Map<String, String>> match(HttpMethod asked, String path) {
    var wanted = List.of(template.split("/"));
    var given = List.of(path.split("/"));
    if (!asked.equals(method) || given.size() < wanted.size()) {
      return Optional.empty();
    }
    var parts = new HashMap<String, String>();
    for (var i = 0; i < wanted.size(); i++) {
      var name = wanted.get(i);
      var isRest = name.equals("{path}");
      var value = isRest ? String.join("/", given.subList(i, given.size())) : given.get(i);
      if (name.startsWith("{")) {
        parts.put(name.substring(1, name.length() - 1), value);
      } else if (!name.equals(value)) {
        return Optional.empty();
      }
      if (isRest) {
        return Optional.of(parts);
      }
    }
    return given.size() == wanted.size() ? Optional.of(parts) : Optional.empty();
  }
}
