package io.llmdevops.command;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.github.rest.Reply;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.store.WindowProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** GitHub itself, or a server like it. */
final class GithubOverHttp implements GithubAccess {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What git asks first when it is to push (gitprotocol-http, "Smart Clients"). */
  private static final String BEFORE_A_PUSH = "/info/refs?service=git-receive-pack";

  private final Vertx vertx;
  private final GithubConfig config;
  private final RestClient rest;

  /**
   * @param store of the engine, whose closed windows count here, too
   */
  GithubOverHttp(Vertx vertx, GithubConfig config, StoreConfig store) {
    this.vertx = vertx;
    this.config = config;
    this.rest = new RestClient(vertx, config, limits(vertx, store));
  }

  private static LimitsOfThisRun limits(Vertx vertx, StoreConfig store) {
    return new LimitsOfThisRun(
        System::nanoTime,
        token ->
            vertx.executeBlocking(
                () -> WindowProbe.closedFor(store, token, System.currentTimeMillis()), false));
  }

  @Override
  public Future<Reply> get(String path) {
    return rest.get(path);
  }

  @Override
  public Future<Integer> knockToPush(URI cloneUrl) {
    return isFitForTheToken(cloneUrl)
        ? vertx.executeBlocking(() -> status(cloneUrl), false)
        : Future.failedFuture(
            new IOException("its address for git is not one that the token is sent to"));
  }

  /**
   * As with a push: to the place of the API only, and not in the clear where that keeps it safe.
   */
  private boolean isFitForTheToken(URI url) {
    var api = config.apiUrl();
    var isAsSafe =
        "https".equals(url.getScheme())
            || "http".equals(url.getScheme()) && "http".equals(api.getScheme());
    var isThere =
        api.getHost().equalsIgnoreCase(url.getHost())
            || api.getHost().equalsIgnoreCase("api." + url.getHost());
    return isAsSafe && isThere && url.getRawUserInfo() == null;
  }

  private int status(URI cloneUrl) throws IOException, InterruptedException {
    var login = "x-access-token:" + config.token().reveal();
    var basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(URI.create(cloneUrl + BEFORE_A_PUSH))
            .timeout(PATIENCE)
            .header("User-Agent", "llm-devops-engine")
            .header("Authorization", "Basic " + basic)
            .build();
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE)
        .build()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
