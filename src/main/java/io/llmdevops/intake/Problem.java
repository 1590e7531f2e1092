package io.llmdevops.intake;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * An error of the API (RFC 9457). Its detail is written for the client: nothing internal, and
 * nothing of what the client sent.
 */
final class Problem extends RuntimeException {

  /**
   * One fault of a request.
   *
   * @param pointer a JSON Pointer (RFC 6901); for the query, a slash and the parameter's name
   */
  record Fault(String pointer, String detail) {}

  private final int status;
  private final List<Fault> faults;
  private final Map<String, String> headers;

  private Problem(int status, String detail, List<Fault> faults, Map<String, String> headers) {
    // It says what a client did: where it was found out is of no interest, and costs.
    super(detail, null, false, false);
    this.status = status;
    this.faults = List.copyOf(faults);
    this.headers = Map.copyOf(headers);
  }

  static Problem of(int status, String detail) {
    return new Problem(status, detail, List.of(), Map.of());
  }

  static Problem of(int status, String detail, String header, String value) {
    return new Problem(status, detail, List.of(), Map.of(header, value));
  }

  static Problem badRequest(String detail) {
    return of(400, detail);
  }

  static Problem invalid(List<Fault> faults) {
    return new Problem(400, "the request breaks the contract", faults, Map.of());
  }

  static Problem busy(String detail, int retryAfterSeconds) {
    return of(503, detail, "Retry-After", Integer.toString(retryAfterSeconds));
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  JsonObject toJson() {
    var json =
        new JsonObject()
            .put("type", "about:blank")
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status);
    if (getMessage() != null) {
      json.put("detail", getMessage());
    }
    if (!faults.isEmpty()) {
      json.put("errors", new JsonArray(faults.stream().map(Problem::toJson).toList()));
    }
    return json;
  }

  private static JsonObject toJson(Fault fault) {
    return new JsonObject().put("pointer", fault.pointer()).put("detail", fault.detail());
  }
}
