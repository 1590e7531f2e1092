package io.llmdevops.github.standin;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * What the API answers.
 *
 * @param body JSON, text, or null for none
 */
record Answer(int status, Object body, Map<String, String> headers) {

  private static final String DOCS = "https://docs.github.com/rest";

  static Answer of(int status, Object body) {
    return new Answer(status, body, Map.of());
  }

  static Answer empty(int status) {
    return of(status, null);
  }

  /** In the form of all errors. */
  static Answer error(int status, String message) {
    return of(status, errorBody(status, message));
  }

  private static JsonObject errorBody(int status, String message) {
    var body = new JsonObject().put("message", message).put("documentation_url", DOCS);
    // The description knows no such property of a failed validation.
    return status == 422 ? body : body.put("status", Integer.toString(status));
  }

  static Answer notFound() {
    return error(404, "Not Found");
  }

  /** 422 with one error. */
  static Answer invalid(String message, String resource, String field, String error) {
    var one =
        new JsonObject()
            .put("resource", resource)
            .put("code", "custom")
            .put("field", field)
            .put("message", error);
    return of(422, errorBody(422, message).put("errors", new JsonArray().add(one)));
  }

  Answer with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, more);
  }

  String text() {
    if (body instanceof JsonObject object) {
      return object.encode();
    }
    return body instanceof JsonArray array ? array.encode() : body == null ? "" : body.toString();
  }

  String contentType() {
    return body instanceof String ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  }

  void send(HttpServerResponse response) {
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    response.putHeader("Date", RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
    if (body != null) {
      response.putHeader("Content-Type", contentType());
    }
    response.end(text());
  }
}
