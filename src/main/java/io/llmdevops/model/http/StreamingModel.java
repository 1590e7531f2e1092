package io.llmdevops.model.http;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Model;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** A model behind a server that answers with a stream of events. Thread-safe. */
public final class StreamingModel implements Model {

  /** A header holds nothing else as it is (RFC 9110, section 5.5). */
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  /** What servers answer that do not take images, or not so many or so large ones. */
  private static final Set<Integer> PERHAPS_THE_IMAGES = Set.of(400, 404, 413, 415, 422);

  private final Setup setup;

  /**
   * @param client held here, since Vert.x closes one that nobody holds any longer
   * @param clock for dates in {@code Retry-After}
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  public StreamingModel(
      Vertx vertx,
      StreamClient client,
      ModelConfig model,
      Protocol protocol,
      LlmConfig config,
      Clock clock,
      LongSupplier nanoTime) {
    var failures = new Failures(model);
    this.setup =
        new Setup(vertx, client, model, protocol, failures, config.idleTimeout(), clock, nanoTime);
  }

  @Override
  public String name() {
    return setup.config().name();
  }

  @Override
  public Traits traits() {
    var config = setup.config();
    return new Traits(
        config.images(), config.contextTokens(), config.outputTokens(), config.prices());
  }

  @Override
  public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
    if (setup.config().key().filter(key -> !KEY.matcher(key.reveal()).matches()).isPresent()) {
      return Future.failedFuture(setup.failures().unusableKey());
    }
    var answer = Promise.<Answer>promise();
    var tries = new Tries(new Setup.Asked(prompt, onText));
    // A caller from outside Vert.x has no context of its own yet; then all happens on one.
    setup.vertx().getOrCreateContext().runOnContext(go -> tries.next().onComplete(answer));
    return answer.future();
  }

  /** The requests that one call takes: more than one where the server understands less. */
  private final class Tries {

    private final Setup.Asked asked;
    private final long startedAt = setup.nanoTime().getAsLong();
    private final Set<String> learnt = new HashSet<>();
    private boolean images;

    private Tries(Setup.Asked asked) {
      this.asked = asked;
      this.images =
          setup.config().images()
              && asked.prompt().turns().stream().anyMatch(turn -> !turn.images().isEmpty());
    }

    private Future<Answer> next() {
      // Images make a request of megabytes, which is no work for an event loop.
      return setup
          .vertx()
          .executeBlocking(() -> setup.protocol().body(asked.prompt(), images).toBuffer(), false)
          .compose(body -> new Call(setup, asked, startedAt, promptTokens()).make(body))
          .compose(this::judge);
    }

    private Future<Answer> judge(Reply reply) {
      if (reply instanceof Reply.Spoken spoken) {
        return Future.succeededFuture(spoken.answer());
      }
      var turnedAway = (Reply.TurnedAway) reply;
      var error = turnedAway.error();
      if (setup.protocol().learnFrom(turnedAway.status(), error).filter(learnt::add).isPresent()) {
        return next();
      }
      if (isRefusal(turnedAway)) {
        var tally = new Tally(setup.config(), setup.nanoTime(), startedAt, 0);
        return Future.succeededFuture(new Answer(Answer.Stop.REFUSED, tally.call()));
      }
      if (images && PERHAPS_THE_IMAGES.contains(turnedAway.status())) {
        images = false;
        return next();
      }
      return Future.failedFuture(setup.failures().turnedAway(turnedAway));
    }

    private boolean isRefusal(Reply.TurnedAway turnedAway) {
      return turnedAway.error().moderated()
          && (turnedAway.status() == 400 || turnedAway.status() == 403);
    }

    private long promptTokens() {
      return Tokens.in(asked.prompt().stable(), asked.prompt().turns(), images);
    }
  }
}
