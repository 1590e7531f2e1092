package io.llmdevops.github.standin;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** GitHub's published description of its API, of which only what is used is prepared. */
final class ApiDescription {

  private final JsonObject document;
  private final Map<Object, Validator> validators = new ConcurrentHashMap<>();

  ApiDescription(Path file) throws IOException {
    document = new JsonObject(Files.readString(file));
  }

  /**
   * @param parts the variable parts of the path
   */
  record Operation(String template, JsonObject description, Map<String, String> parts) {}

  /** The operation that a path below the API's address asks for, if there is one. */
  Optional<Operation> operation(HttpMethod method, String path) {
    return document.getJsonObject("paths").stream()
        .filter(each -> matches(each.getKey(), path))
        .min(Comparator.comparingLong(each -> variables(each.getKey())))
        .flatMap(each -> of(method, each.getKey(), (JsonObject) each.getValue(), path));
  }

  private static Optional<Operation> of(
      HttpMethod method, String template, JsonObject item, String path) {
    return Optional.ofNullable(item.getJsonObject(method.name().toLowerCase(Locale.ROOT)))
        .map(description -> new Operation(template, description, parts(template, path)));
  }

  private static long variables(String template) {
    return template.chars().filter(each -> each == '{').count();
  }

  /** This part takes the rest of a path, slashes too. */
  private static boolean isRest(String part) {
    return part.equals("{path}");
  }

  private static boolean matches(String template, String path) {
    var wanted = template.split("/");
    var given = path.split("/");
    for (var i = 0; i < wanted.length; i++) {
      if (i >= given.length) {
        return false;
      }
      if (isRest(wanted[i])) {
        return true;
      }
      if (wanted[i].startsWith("{") ? given[i].isEmpty() : !wanted[i].equals(given[i])) {
        return false;
      }
    }
    return wanted.length == given.length;
  }

  private static Map<String, String> parts(String template, String path) {
    var wanted = template.split("/");
    var given = path.split("/");
    var parts = new HashMap<String, String>();
    for (var i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        var name = wanted[i].substring(1, wanted[i].length() - 1);
        parts.put(
            name,
            isRest(wanted[i])
                ? String.join("/", List.of(given).subList(i, given.length))
                : given[i]);
      }
    }
    return parts;
  }

  /** Its parameters of one place: {@code path} or {@code query}. */
  Stream<JsonObject> parameters(Operation operation, String in) {
    return operation.description().getJsonArray("parameters", new JsonArray()).stream()
        .map(each -> resolved((JsonObject) each))
        .filter(each -> each.getString("in").equals(in));
  }

  Optional<JsonObject> response(Operation operation, int status) {
    return Optional.ofNullable(
            operation.description().getJsonObject("responses").getJsonObject("" + status))
        .map(this::resolved);
  }

  private JsonObject resolved(JsonObject given) {
    var ref = given.getString("$ref");
    if (ref == null) {
      return given;
    }
    var found = document;
    for (var name : ref.substring(2).split("/")) {
      found = found.getJsonObject(name);
    }
    return found;
  }

  /** The schema of a body in JSON, if one is described. */
  Optional<JsonObject> schema(JsonObject withContent) {
    return Optional.ofNullable(withContent.getJsonObject("content"))
        .map(content -> content.getJsonObject("application/json"))
        .map(json -> json.getJsonObject("schema"));
  }

  /** The schema of errors, which many operations describe and all of them give. */
  JsonObject errors() {
    return new JsonObject().put("$ref", "#/components/schemas/basic-error");
  }

  Optional<String> fault(JsonObject schema, Object value) {
    var components = document.getJsonObject("components").getJsonObject("schemas");
    var validator =
        validators.computeIfAbsent(schema.encode(), any -> ApiSchema.validator(schema, components));
    return ApiSchema.fault(validator, value);
  }
}
