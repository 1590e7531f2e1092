package io.llmdevops.github.standin;

import io.llmdevops.github.standin.ApiDescription.Operation;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.opentest4j.TestAbortedException;

/**
 * Holds what is asked of the API, and what the stand-in answers, against GitHub's published
 * description of it.
 */
public final class Conformance {

  /**
   * What any request may be answered without its operation saying so (GitHub Docs, "Troubleshooting
   * the REST API" and "Best practices for using the REST API").
   */
  private static final Set<Integer> ANYWHERE = Set.of(301, 304, 401, 403, 404, 429);

  private static final Set<String> ACCEPTED =
      Set.of("application/vnd.github+json", "application/json");
  private static final Set<String> VERSIONS = Set.of("2022-11-28", "2026-03-10");

  private static ApiDescription loaded;
  private static boolean isNotToBeHad;

  private final ApiDescription description;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  private Conformance(ApiDescription description) {
    this.description = description;
  }

  /** Reads the description, once a process. Skips the test on a machine without npm. */
  public static synchronized Conformance load() throws IOException, InterruptedException {
    if (loaded == null) {
      loaded = new ApiDescription(ApiPackage.file());
    }
    return new Conformance(loaded);
  }

  /** The same where the description is to be had; where it is not, {@link #load} says why. */
  static synchronized Optional<Conformance> ifToBeHad() {
    if (isNotToBeHad) {
      return Optional.empty();
    }
    try {
      return Optional.of(load());
    } catch (IOException | TestAbortedException | AssertionError e) {
      isNotToBeHad = true;
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What did not conform, so far. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** What did not conform so far was meant to. */
  public void forgive() {
    faults.clear();
  }

  /**
   * @param path below the API's address, without the query
   * @param body JSON, or null for none
   */
  void asked(Call call, String path, MultiMap query, MultiMap headers, Object body) {
    guarded(call, () -> description.operation(call.method(), path))
        .ifPresentOrElse(
            operation -> {
              headers(call, headers, body);
              parameters(call, operation, query);
              body(call, operation, body);
            },
            () -> fault(call, "there is no such operation"));
  }

  private <T> Optional<T> guarded(Call call, Supplier<Optional<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      fault(call, "cannot be judged: " + e);
      return Optional.empty();
    }
  }

  private void fault(Call call, String what) {
    faults.add(call.method() + " " + call.uri() + ": " + what);
  }

  private void headers(Call call, MultiMap headers, Object body) {
    if (headers.get("Accept") == null || !ACCEPTED.contains(headers.get("Accept"))) {
      fault(call, "asks for " + headers.get("Accept"));
    }
    var version = headers.get("X-GitHub-Api-Version");
    if (version != null && !VERSIONS.contains(version)) {
      fault(call, "asks for version " + version);
    }
    if (body != null && !("" + headers.get("Content-Type")).startsWith("application/json")) {
      fault(call, "its body is called " + headers.get("Content-Type"));
    }
  }

  private void parameters(Call call, Operation operation, MultiMap query) {
    var described = description.parameters(operation, "query").toList();
    for (var name : query.names()) {
      if (described.stream().noneMatch(each -> each.getString("name").equals(name))) {
        fault(call, "there is no query parameter " + name);
      }
    }
    described.forEach(each -> parameter(call, each, query.get(each.getString("name"))));
    description
        .parameters(operation, "path")
        .forEach(each -> parameter(call, each, operation.parts().get(each.getString("name"))));
  }

  private void parameter(Call call, JsonObject parameter, String value) {
    var name = parameter.getString("name");
    if (value == null) {
      if (parameter.getBoolean("required", false)) {
        fault(call, "lacks the parameter " + name);
      }
      return;
    }
    var schema = parameter.getJsonObject("schema");
    guarded(call, () -> description.fault(schema, typed(schema, value)))
        .ifPresent(what -> fault(call, "the parameter " + name + ": " + what));
  }

  private static Object typed(JsonObject schema, String value) {
    return switch (schema.getString("type", "string")) {
      case "integer" -> value.matches("-?\\d{1,18}") ? (Object) Long.valueOf(value) : value;
      case "boolean" ->
          value.equals("true") || value.equals("false") ? (Object) Boolean.valueOf(value) : value;
      default -> value;
    };
  }

  private void body(Call call, Operation operation, Object body) {
    var described = operation.description().getJsonObject("requestBody");
    if (body == null || described == null) {
      if (body != null) {
        fault(call, "takes no body");
      } else if (described != null && described.getBoolean("required", false)) {
        fault(call, "lacks its body");
      }
      return;
    }
    description
        .schema(described)
        .flatMap(schema -> guarded(call, () -> description.fault(schema, body)))
        .ifPresent(what -> fault(call, "its body: " + what));
  }

  /**
   * @param path as above
   */
  void answered(Call call, String path, Answer answer) {
    var operation = guarded(call, () -> description.operation(call.method(), path));
    var response = operation.flatMap(each -> description.response(each, answer.status()));
    if (answer.status() >= 500 || operation.isEmpty()) {
      // Nothing is promised of what goes wrong, nor of what there is not.
      return;
    }
    if (response.isEmpty() && !ANYWHERE.contains(answer.status())) {
      fault(call, "is never answered with " + answer.status());
      return;
    }
    var schema =
        response.map(description::schema).orElseGet(() -> Optional.of(description.errors()));
    answerBody(call, answer, schema);
  }

  private void answerBody(Call call, Answer answer, Optional<JsonObject> schema) {
    if (schema.isEmpty() || answer.status() == 304) {
      if (answer.body() != null) {
        fault(call, answer.status() + " has no body");
      }
    } else if (answer.body() == null) {
      fault(call, answer.status() + " has a body");
    } else {
      guarded(call, () -> description.fault(schema.get(), answer.body()))
          .ifPresent(what -> fault(call, "the answer " + answer.status() + ": " + what));
    }
  }
}
