package io.llmdevops.github.standin;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pages of one owner, behind a CDN that keeps what it has answered once, for each address: a
 * 404 as well, and what was there before a deployment.
 */
final class CdnServer {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "application/javascript; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "md", "text/markdown; charset=utf-8",
          "svg", "image/svg+xml",
          "csv", "text/csv; charset=utf-8",
          "txt", "text/plain; charset=utf-8");

  private record Kept(int status, byte[] body, String type, String location, Instant until) {}

  private final Hub hub;
  private final Front front;
  private final String owner;
  private final Map<String, Kept> cache = new HashMap<>();

  CdnServer(Hub hub, String owner) {
    this.hub = hub;
    this.front = new Front(hub);
    this.owner = owner;
  }

  void handle(HttpServerRequest request) {
    var call = front.open(Call.Kind.PAGE, request);
    if (request.getHeader("Authorization") != null) {
      hub.journal.violation(Violation.Kind.TOKEN_ABROAD, call, "to a site");
    }
    front
        .play(
            call,
            request,
            () -> {
              var kept = kept(request.uri(), request.path());
              return Future.succeededFuture(new Answer(kept.status(), kept, Map.of()));
            })
        .onSuccess(answer -> send(call, request.response(), answer))
        .onFailure(cause -> send(call, request.response(), Answer.of(500, String.valueOf(cause))));
  }

  private void send(Call call, HttpServerResponse response, Answer answer) {
    if (call.isEnded()) {
      return;
    }
    front.end(call, answer.status());
    if (!(answer.body() instanceof Kept kept)) {
      answer.send(response);
      return;
    }
    response
        .setStatusCode(kept.status())
        .putHeader("Server", "GitHub.com")
        .putHeader("Cache-Control", "max-age=600")
        .putHeader("Access-Control-Allow-Origin", "*")
        .putHeader("Content-Type", kept.type());
    if (kept.location() != null) {
      response.putHeader("Location", kept.location());
    }
    response.end(Buffer.buffer(kept.body()));
  }

  private Kept kept(String uri, String path) {
    var now = Instant.now();
    var kept = cache.get(uri);
    if (kept == null || !now.isBefore(kept.until())) {
      kept = fresh(path, now.plus(hub.options.scaled(hub.options.delays().cached())));
      cache.put(uri, kept);
    }
    return kept;
  }

  private Kept fresh(String path, Instant until) {
    var parts = path.split("/", 3);
    var name = parts.length > 1 ? parts[1] : "";
    var files = files(name);
    if (files.isEmpty()) {
      return missing(Map.of(), until);
    }
    if (parts.length < 3) {
      return moved(hub.urls.pages(owner) + "/" + name + "/", until);
    }
    return found(files.get(), parts[2], path, until);
  }

  private Optional<Map<String, byte[]>> files(String repository) {
    var before = Instant.now().minus(hub.options.scaled(hub.options.delays().stale()));
    return hub.repository(owner, repository)
        .flatMap(Hosted::site)
        .map(site -> site.served(before))
        .map(Site.Deployment::files);
  }

  private Kept found(Map<String, byte[]> files, String file, String path, Instant until) {
    var wanted = file.isEmpty() || file.endsWith("/") ? file + "index.html" : file;
    for (var candidate : new String[] {wanted, wanted + ".html"}) {
      if (files.containsKey(candidate)) {
        return new Kept(200, files.get(candidate), type(candidate), null, until);
      }
    }
    return files.keySet().stream().anyMatch(each -> each.startsWith(file + "/"))
        ? moved(hub.urls.pages(owner) + path + "/", until)
        : missing(files, until);
  }

  private static String type(String path) {
    return TYPES.getOrDefault(
        path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
  }

  private static Kept moved(String to, Instant until) {
    return new Kept(301, new byte[0], TYPES.get("html"), to, until);
  }

  private static Kept missing(Map<String, byte[]> files, Instant until) {
    var page = "<!DOCTYPE html><html><title>Site not found &middot; GitHub Pages</title></html>";
    var body = files.getOrDefault("404.html", page.getBytes(StandardCharsets.UTF_8));
    return new Kept(404, body, TYPES.get("html"), null, until);
  }
}
