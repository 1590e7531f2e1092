package io.llmdevops.github.standin;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A plain client of the API, for tests of the stand-in itself. */
record Api(String url, String token) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  static Api of(StandInGithub github) {
    return new Api(github.apiUrl(), github.token());
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, null, headers);
  }

  HttpResponse<String> post(String path, JsonObject body) throws Exception {
    return send("POST", path, body);
  }

  HttpResponse<String> send(String method, String path, JsonObject body, String... headers)
      throws Exception {
    var builder =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("User-Agent", "a-test")
            .header("Accept", "application/vnd.github+json");
    if (!token.isEmpty()) {
      builder.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      builder.headers(headers);
    }
    if (body == null) {
      builder.method(method, BodyPublishers.noBody());
    } else {
      builder.header("Content-Type", "application/json");
      builder.method(method, BodyPublishers.ofString(body.encode()));
    }
    return CLIENT.send(builder.build(), BodyHandlers.ofString());
  }

  /** Without a token. */
  static HttpResponse<String> page(String url, String... headers) throws Exception {
    var builder = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return CLIENT.send(builder.build(), BodyHandlers.ofString());
  }

  static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }
}
