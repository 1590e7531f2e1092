package io.llmdevops.github.standin;

import io.llmdevops.git.HttpBackend;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * git over HTTP: who may do what is judged here, the rest is the stock {@code git http-backend}'s,
 * which is asked behind the scenes so that its answer can be held back or lost.
 */
final class GitServer {

  private static final Pattern PATH =
      Pattern.compile("/([^/]+)/([^/]+?)(?:\\.git)?/(info/refs|git-upload-pack|git-receive-pack)");
  private static final Set<String> KEPT =
      Set.of("content-type", "content-encoding", "git-protocol", "accept", "accept-encoding");

  /** What git sends ahead of a large push to see whether it is let in. */
  private static final String PROBE = "0000";

  private final Hub hub;
  private final Front front;
  private final HttpClient client;
  private final int backend;

  /**
   * @param backend the port of the stock one
   */
  GitServer(Hub hub, HttpClient client, int backend) {
    this.hub = hub;
    this.front = new Front(hub);
    this.client = client;
    this.backend = backend;
  }

  private record Asked(HttpServerRequest request, Call call, Buffer body, String[] path) {}

  void handle(HttpServerRequest request) {
    var path = PATH.matcher(request.path());
    var call = front.open(path.matches() ? kind(request) : Call.Kind.PAGE, request);
    if (!path.matches()) {
      send(call, request, Answer.of(404, "Not Found"));
      return;
    }
    var parts = new String[] {path.group(1), path.group(2), path.group(3)};
    request
        .body()
        .compose(body -> taken(new Asked(request, call, body, parts)))
        .onSuccess(answer -> send(call, request, answer))
        .onFailure(cause -> send(call, request, Answer.of(500, String.valueOf(cause))));
  }

  private static Call.Kind kind(HttpServerRequest request) {
    var looks = request.method() == HttpMethod.GET;
    if (HttpBackend.isPush(request)) {
      return looks ? Call.Kind.GIT_PUSH_LOOK : Call.Kind.GIT_PUSH;
    }
    return looks ? Call.Kind.GIT_LOOK : Call.Kind.GIT_FETCH;
  }

  private Future<Answer> taken(Asked asked) {
    var password = password(asked.request());
    password.flatMap(hub.accounts::valid).ifPresent(asked.call()::authorisedBy);
    if (asked.call().kind().isChanging() && !isProbe(asked.body())) {
      hub.turns(asked.call().token()).begins(asked.call());
    }
    return front.play(asked.call(), asked.request(), () -> answer(asked, password));
  }

  private static boolean isProbe(Buffer body) {
    return body.length() == PROBE.length() && body.toString().equals(PROBE);
  }

  /** Whatever the user's name, the password is the token. */
  private static Optional<String> password(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(header -> header.regionMatches(true, 0, "Basic ", 0, 6))
        .map(header -> Base64.getDecoder().decode(header.substring(6)))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(pair -> pair.substring(pair.indexOf(':') + 1));
  }

  private Future<Answer> answer(Asked asked, Optional<String> password) {
    var token = hub.accounts.valid(asked.call().token());
    if (password.isPresent() && token.isEmpty()) {
      return given(
          unauthorised(
              "Invalid username or token. Password authentication is not supported for Git operations."));
    }
    var found =
        hub.repository(asked.path()[0], asked.path()[1]).filter(each -> !each.isStillHidden());
    if (found.isEmpty()) {
      return given(
          hub.renamed(asked.path()[0], asked.path()[1])
              .map(to -> moved(asked, to))
              .orElseGet(() -> missing(token)));
    }
    var repository = found.get();
    var pushes =
        asked.call().kind() == Call.Kind.GIT_PUSH || asked.call().kind() == Call.Kind.GIT_PUSH_LOOK;
    if (token.isEmpty() && (pushes || repository.isPrivate())) {
      return given(unauthorised("No anonymous write access."));
    }
    if (pushes && !mayPush(token.orElseThrow(), repository)) {
      return given(
          Answer.of(
              403,
              "Permission to %s.git denied to %s."
                  .formatted(repository.fullName(), asked.call().login())));
    }
    return pushes && asked.call().kind() == Call.Kind.GIT_PUSH
        ? pushed(asked, repository, token.orElseThrow())
        : ask(asked, repository);
  }

  private static Future<Answer> given(Answer answer) {
    return Future.succeededFuture(answer);
  }

  private static Answer unauthorised(String message) {
    return Answer.of(401, message).with("WWW-Authenticate", "Basic realm=\"GitHub\"");
  }

  private static Answer missing(Optional<Token> token) {
    return token.isEmpty()
        ? unauthorised("Repository not found.")
        : Answer.of(404, "Repository not found.");
  }

  private Answer moved(Asked asked, Hosted to) {
    var query = asked.request().query() == null ? "" : "?" + asked.request().query();
    return Answer.of(301, "Moved")
        .with("Location", hub.urls.html(to) + ".git/" + asked.path()[2] + query);
  }

  private static boolean mayPush(Token token, Hosted repository) {
    return token.mayPush() && repository.owner().hasMember(token.login());
  }

  private Future<Answer> pushed(Asked asked, Hosted repository, Token token) {
    var rules = new PushRules(hub.options.pushProtection(), token.mayWriteWorkflows());
    return hub.onWorker(() -> rules.lay(hub.folder.resolve(repository.id() + ".git")))
        .compose(laid -> ask(asked, repository))
        .compose(answer -> hub.pushed(repository, token.login()).map(answer));
  }

  private Future<Answer> ask(Asked asked, Hosted repository) {
    var query = asked.request().query() == null ? "" : "?" + asked.request().query();
    var options =
        new RequestOptions()
            .setHost("127.0.0.1")
            .setPort(backend)
            .setMethod(asked.request().method())
            .setURI("/" + repository.id() + ".git/" + asked.path()[2] + query);
    asked
        .request()
        .headers()
        .forEach(
            header -> {
              if (KEPT.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                options.addHeader(header.getKey(), header.getValue());
              }
            });
    return client
        .request(options)
        .compose(request -> request.send(asked.body()))
        .compose(
            response ->
                response
                    .body()
                    .map(
                        body -> {
                          var headers = new HashMap<String, String>();
                          response
                              .headers()
                              .forEach(
                                  each ->
                                      headers.put(
                                          each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
                          headers.remove("transfer-encoding");
                          return new Answer(response.statusCode(), body, headers);
                        }));
  }

  private void send(Call call, HttpServerRequest request, Answer answer) {
    if (call.isEnded()) {
      return;
    }
    front.end(call, answer.status());
    var response = request.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (answer.body() instanceof Buffer buffer) {
      response.end(buffer);
    } else {
      response.putHeader("Content-Type", "text/plain; charset=utf-8").end(answer.text());
    }
  }
}
