package io.llmdevops.github.standin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * GitHub as its documentation describes it, on the loopback interface: the REST API, git, the sites
 * and the store of logs, each an origin of its own. To be used from a test's own thread: what
 * blocks here does so until the stand-in's event loop has done it.
 */
public final class StandInGithub implements AutoCloseable {

  /** Whose token {@link #token} is. */
  public static final String LOGIN = "octo-engine";

  private static final int SECONDS = 30;

  private final Hub hub;
  private final Servers servers;
  private final String deployment;
  private final Token token;

  private StandInGithub(Hub hub, Servers servers, String deployment, Token token) {
    this.hub = hub;
    this.servers = servers;
    this.deployment = deployment;
    this.token = token;
  }

  /**
   * @param folder for its repositories
   */
  public static StandInGithub start(Vertx vertx, Path folder, Options options) {
    var hub = new Hub(vertx, folder, options);
    var servers = new Servers(hub);
    hub.accounts.user(LOGIN);
    var token = hub.accounts.give(Token.full(LOGIN));
    var deployment = done(vertx.deployVerticle(servers));
    done(servers.pages(LOGIN));
    return new StandInGithub(hub, servers, deployment, token);
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the stand-in does not get on", e);
    }
  }

  /** What {@code GITHUB_API_URL} shall be. */
  public String apiUrl() {
    return hub.urls.api();
  }

  /** Where repositories are cloned from: {@code /owner/name.git} follows. */
  public String gitUrl() {
    return hub.urls.git();
  }

  /** The origin of an owner's sites: {@code /name/} follows. */
  public String pagesUrl(String owner) {
    return hub.urls.pages(owner);
  }

  /** A token of {@link #LOGIN} with all permissions. */
  public String token() {
    return token.text();
  }

  /** For an engine's {@code conf/config.json}: its pace is that of the time here. */
  public JsonObject engineSettings() {
    return new JsonObject()
        .put("github_token", token())
        .put("github_api_url", apiUrl())
        .put("github_gap_ms", millis(hub.options.gap()))
        .put("github_poll_ms", millis(Duration.ofSeconds(3)))
        .put("github_stuck_ms", millis(Duration.ofSeconds(150)))
        .put("github_closed_ms", millis(Duration.ofMinutes(1)));
  }

  /** Never less, and at least one. */
  private long millis(Duration githubs) {
    return Math.max(1, hub.options.scaled(githubs).plusNanos(999_999).toMillis());
  }

  public Accounts accounts() {
    return hub.accounts;
  }

  public Journal journal() {
    return hub.journal;
  }

  public Faults faults() {
    return hub.faults;
  }

  /** What becomes of builds of branches. */
  public Fates builds() {
    return hub.builds.fates();
  }

  /** What becomes of workflow runs. */
  public Fates runs() {
    return hub.runs.fates();
  }

  /** One more user, with sites. */
  public Account user(String login) {
    var account = hub.accounts.user(login);
    done(servers.pages(login));
    return account;
  }

  /** One more organisation, with sites. */
  public Account organisation(
      String login, String owner, Set<String> members, boolean membersCreatePublic) {
    var account = hub.accounts.organisation(login, owner, members, membersCreatePublic);
    done(servers.pages(login));
    return account;
  }

  public Collection<Hosted> repositories() {
    return hub.repositories();
  }

  public Optional<Hosted> repository(String owner, String name) {
    return hub.repository(owner, name);
  }

  /** How many repositories have a site. */
  public long sites() {
    return hub.repositories().stream().filter(each -> each.site().isPresent()).count();
  }

  /** Creates an empty repository, as its owner would by hand. */
  public Hosted create(String owner, String name) {
    var account = hub.accounts.account(owner).orElseThrow();
    return done(
        servers.run(
            () -> {
              var created =
                  hub.reserve(account, name, Hosted.Wanted.PLAIN, Duration.ZERO).orElseThrow();
              return hub.onWorker(
                  () -> {
                    created.git().create();
                    return created;
                  });
            }));
  }

  /**
   * A person pushes a commit with exactly these files on top of {@code main}.
   *
   * @return its SHA
   */
  public String commit(Hosted repository, Map<String, String> files, String message) {
    return done(
        servers.run(
            () ->
                hub.onWorker(() -> repository.git().commit(files, message))
                    .compose(sha -> hub.pushed(repository, repository.owner().login()).map(sha))));
  }

  /** Its former name leads to it from now on. */
  public void rename(Hosted repository, String name) {
    done(
        servers.run(
            () -> {
              hub.rename(repository, name);
              return Future.succeededFuture();
            }));
  }

  /** Everything with this token is refused for this time of GitHub's. */
  public void close(String tokenText, Options.Refusal style, Duration githubs) {
    done(
        servers.run(
            () -> {
              hub.limits(tokenText).close(style, githubs);
              return Future.succeededFuture();
            }));
  }

  /** So many requests of this hour have been made already. */
  public void spend(String tokenText, int requests) {
    done(
        servers.run(
            () -> {
              hub.limits(tokenText).spend(requests);
              return Future.succeededFuture();
            }));
  }

  /** An hour begins in which only so many requests are left. */
  public void leave(String tokenText, int requests) {
    done(
        servers.run(
            () -> {
              hub.limits(tokenText).leave(requests);
              return Future.succeededFuture();
            }));
  }

  /** So many changes of this hour have been made a moment ago. */
  public void spendChanges(String tokenText, int changes) {
    done(
        servers.run(
            () -> {
              hub.limits(tokenText).spendChanges(changes);
              return Future.succeededFuture();
            }));
  }

  /** What did not conform to GitHub's description of its API. */
  public List<String> conformanceFaults() {
    return hub.options.conformance().map(Conformance::faults).orElse(List.of());
  }

  /** Fails where anything did not conform. */
  @Override
  public void close() {
    done(hub.vertx.undeploy(deployment));
    if (!conformanceFaults().isEmpty()) {
      throw new AssertionError(
          "not as GitHub's API is described:\n" + String.join("\n", conformanceFaults()));
    }
  }
}
