package io.llmdevops.github.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * An answer of the API. The token is nowhere in it, even if GitHub repeats it.
 *
 * @param status never 304: what has not changed is given as it was, with the status it had
 * @param body a {@link JsonObject}, a {@link JsonArray}, a string for what is no JSON, or null
 */
public record Reply(int status, MultiMap headers, Object body) {

  public Reply {
    Objects.requireNonNull(headers, "headers");
  }

  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /**
   * What GitHub says about it, its {@code message} and {@code errors} as one line, at most 300
   * characters; empty where it says nothing.
   */
  public String said() {
    throw new UnsupportedOperationException();
  }

  /** The body, or an empty object where it is none. */
  public JsonObject object() {
    return body instanceof JsonObject object ? object : new JsonObject();
  }

  /** The body, or an empty array where it is none. */
  public JsonArray array() {
    return body instanceof JsonArray array ? array : new JsonArray();
  }
}
