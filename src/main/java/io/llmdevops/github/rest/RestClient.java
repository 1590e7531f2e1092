package io.llmdevops.github.rest;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.TokenLimits;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * GitHub's REST API, as its best practices ask: one request after the other, what changes something
 * at least a second apart and before what only reads, nothing inside a closed window, and what has
 * been read before conditionally. Follows no redirect.
 *
 * <p>What fails does so with {@link io.llmdevops.task.HeldUpException} (a closed window, a turn
 * that is not to be had soon, the network, a time-out, 5xx; a change may then have happened all the
 * same) or with {@link io.llmdevops.task.RefusedException} (401, a missing permission, a redirect),
 * whose messages say what to do. Every other answer is the caller's to judge, 404, 409 and 422
 * among them.
 *
 * <p>May be used from anywhere; each caller's future ends on the caller's own context. Ends with
 * the Vert.x instance, or the verticle, that it was made in.
 */
public final class RestClient {

  private final Home home;
  private final Line line;
  private final Turns turns;
  private final Channel channel;
  private final Judge judge;
  private final Patience patience;
  private final Remembered remembered;
  private final Runnable beforeReading;

  public RestClient(Vertx vertx, GithubConfig config, TokenLimits limits) {
    this(vertx, config, limits, Clock.systemUTC(), Patience.USUAL, System::nanoTime);
  }

  /**
   * @param clock for answers that do not say when they were given
   * @param nanoTime for how long a turn is ours; {@link System#nanoTime} or a test's
   */
  RestClient(
      Vertx vertx,
      GithubConfig config,
      TokenLimits limits,
      Clock clock,
      Patience patience,
      LongSupplier nanoTime) {
    var token = TokenName.of(config.token());
    var gap = config.pace().gap();
    this.home = new Home(vertx);
    this.line = new Line(vertx, patience.requests(), gap);
    this.turns = new Turns(vertx, home, limits, token, gap, patience, nanoTime);
    this.judge = new Judge(config);
    var meters = new ApiMeters(vertx, System::nanoTime);
    this.channel =
        new Channel(
            new Wire(vertx, config),
            new Windows(limits, token, config.pace().closed(), clock, meters),
            judge,
            meters);
    this.patience = patience;
    this.remembered = new Remembered();
    this.beforeReading = () -> {};
  }

  private RestClient(RestClient other, Runnable beforeReading) {
    this.home = other.home;
    this.line = other.line;
    this.turns = other.turns;
    this.channel = other.channel;
    this.judge = other.judge;
    this.patience = other.patience;
    this.remembered = other.remembered;
    this.beforeReading = beforeReading;
  }

  /**
   * The same for one piece of work.
   *
   * @param beforeItIsSent runs right before each request that only reads leaves; may throw to stop
   *     that
   */
  public RestClient during(Runnable beforeItIsSent) {
    return new RestClient(this, beforeItIsSent);
  }

  /**
   * @param path relative to the API's URL, from its slash, with its query, encoded
   */
  public Future<Reply> get(String path) {
    return read(path, answer -> false);
  }

  /**
   * The same for what is asked again and again: it lets most others go before.
   *
   * @param path as above
   */
  public Future<Reply> poll(String path) {
    return home.here(() -> line.patient(() -> ask(path, answer -> false)));
  }

  /**
   * The same where the answer may be a redirect: that is then given as it is, and who asks its
   * {@code Location} must do so without the token.
   *
   * @param path as above
   */
  public Future<Reply> getOrRedirect(String path) {
    return read(path, Answer::isRedirect);
  }

  /** The same where the token may not even be allowed to ask. */
  Future<Reply> getIfAllowed(String path) {
    return read(path, answer -> answer.status() == Refusals.FORBIDDEN);
  }

  /** Does something on the context of this client, and answers on the caller's. */
  <T> Future<T> here(Supplier<Future<T>> work) {
    return home.here(work);
  }

  private Future<Reply> read(String path, Predicate<Answer> allowed) {
    return home.here(() -> line.last(() -> ask(path, allowed)));
  }

  private Future<Reply> ask(String path, Predicate<Answer> allowed) {
    var known = remembered.at(path);
    var outgoing = new Wire.Outgoing(HttpMethod.GET, path, null, Remembered.conditions(known));
    return channel
        .send(outgoing, patience.read(), beforeReading)
        .map(
            answer -> {
              var reply = judge.of(outgoing, answer, known, allowed);
              remembered.keep(path, reply, answer.text().length());
              return reply;
            });
  }

  /**
   * Changes something, once it is our turn.
   *
   * @param body null for none
   * @param beforeItIsSent runs right before the request leaves; may throw to stop that
   */
  public Future<Reply> change(
      HttpMethod method, String path, JsonObject body, Runnable beforeItIsSent) {
    var outgoing = new Wire.Outgoing(method, path, body, MultiMap.caseInsensitiveMultiMap());
    var longest = patience.longestChange();
    return home.here(
        () ->
            turns.atHome(
                longest,
                stillOurs -> {
                  var lost = System.nanoTime() + longest.minus(patience.change()).toNanos();
                  return line.first(
                      () ->
                          change(
                              outgoing,
                              lost,
                              () -> {
                                stillOurs.run();
                                beforeItIsSent.run();
                              }));
                }));
  }

  private Future<Reply> change(Wire.Outgoing outgoing, long lost, Runnable beforeItIsSent) {
    if (System.nanoTime() - lost > 0) {
      return Future.failedFuture(
          HeldUpException.backingOff("waited too long for GitHub to answer others", null));
    }
    return channel
        .send(outgoing, patience.change(), beforeItIsSent)
        .map(answer -> judge.of(outgoing, answer, Optional.empty(), some -> false))
        .onComplete(done -> remembered.forgetBelow(outgoing.path()));
  }

  /** The turn to change something, for a change that is made otherwise: a push. */
  public Turnstile turnstile() {
    return turns;
  }
}
