package io.llmdevops.check.browser.guard;

import io.llmdevops.pages.ByteRange;
import io.llmdevops.pages.MediaTypes;
import io.llmdevops.pages.SitePath;
import io.llmdevops.task.FileTree;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * Serves a tree as GitHub Pages would serve it as a project's site, without TLS. Of its headers
 * those are sent that a page can feel: the media type, that any page may read it, and that it may
 * be kept for ten minutes. Files whose names begin with a dot are served too: the tree has a {@code
 * .nojekyll}.
 */
final class SiteFiles {

  private static final String NOTHING_HERE = "There is no page here.\n";

  private final String folder;
  private final FileTree tree;
  private final Map<String, Buffer> read = new HashMap<>();

  SiteFiles(String folder, FileTree tree) {
    this.folder = folder;
    this.tree = tree;
  }

  void serve(HttpServerRequest request, Target target) {
    var response = request.response();
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    var method = request.method();
    var served =
        method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
            ? serve(request, target.path())
            : text(
                response.putHeader(HttpHeaders.ALLOW, "GET, HEAD"),
                405,
                "Pages can only be read.\n");
    served.onFailure(hungUp -> Answers.cut(request));
  }

  private Future<Void> serve(HttpServerRequest request, String target) {
    var query = target.indexOf('?');
    var raw = query < 0 ? target : target.substring(0, query);
    var parsed = SitePath.parse(raw.isEmpty() ? "/" : raw);
    if (parsed.isEmpty()) {
      return text(request.response(), 400, "This is not a path of a page.\n");
    }
    var path = parsed.get();
    if (!path.site().equals(folder)) {
      return text(request.response(), 404, NOTHING_HERE);
    }
    var found = path.candidates().filter(tree.files()::containsKey).findFirst();
    if (found.isPresent()) {
      return file(request, 200, found.get());
    }
    return isFolder(path)
        ? redirect(request.response(), raw + "/" + (query < 0 ? "" : target.substring(query)))
        : notFound(request);
  }

  /** Whether nothing but the slash at its end is missing. */
  private boolean isFolder(SitePath path) {
    return path.file().isEmpty()
        || path.file().filter(file -> !file.isEmpty() && holds(file + "/")).isPresent();
  }

  private boolean holds(String start) {
    var after = tree.files().tailMap(start);
    return !after.isEmpty() && after.firstKey().startsWith(start);
  }

  private Future<Void> notFound(HttpServerRequest request) {
    return tree.files().containsKey(SitePath.NOT_FOUND)
        ? file(request, 404, SitePath.NOT_FOUND)
        : text(request.response(), 404, NOTHING_HERE);
  }

  private Future<Void> file(HttpServerRequest request, int status, String path) {
    var content = read.computeIfAbsent(path, this::read);
    var response =
        request
            .response()
            .setStatusCode(status)
            .putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.of(path))
            .putHeader(HttpHeaders.CACHE_CONTROL, "max-age=600");
    if (request.method().equals(HttpMethod.HEAD)) {
      return response.putHeader(HttpHeaders.CONTENT_LENGTH, "" + content.length()).end();
    }
    return status == 200 ? ByteRange.send(request, "", content) : response.end(content);
  }

  private Buffer read(String path) {
    return Buffer.buffer(tree.files().get(path).bytes());
  }

  private static Future<Void> redirect(HttpServerResponse response, String location) {
    return response.setStatusCode(301).putHeader(HttpHeaders.LOCATION, location).end();
  }

  private static Future<Void> text(HttpServerResponse response, int status, String text) {
    return response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(text);
  }
}
