package io.llmdevops.model.simulated;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.model.Prompt;
import io.llmdevops.task.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A model that needs no key and no network: it answers by rules, at the pace it is told to. It sees
 * the text of the prompt and nothing else, as any other model does.
 */
public final class SimulatedModel implements Model {

  private static final String NAME = "simulated";
  private static final int PIECE = 256;
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final long CONTEXT = 1_000_000;

  /** What a real one would have: so much is set aside for each call. */
  private static final long OUTPUT = 32_768;

  private final Vertx vertx;
  private final LlmConfig.Simulated pace;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime {@link System#nanoTime} or a test's
   */
  public SimulatedModel(Vertx vertx, LlmConfig.Simulated pace, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.pace = pace;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Traits traits() {
    return new Traits(false, CONTEXT, OUTPUT, Optional.empty());
  }

  @Override
  public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
    return new Stream(prompt, onText).run();
  }

  /** Asking again would only take time: the version as it is ships at once. */
  private static ModelException noRepair() {
    return new ModelException(
        Kind.REQUEST, "the simulated model cannot repair this", Optional.empty(), Optional.empty());
  }

  /** One call under way. */
  private final class Stream {

    private final Prompt prompt;
    private final Handler<String> onText;
    private final long startedAt = nanoTime.getAsLong();
    private String text = "";
    private int sent;
    private long firstTokenMillis;

    private Stream(Prompt prompt, Handler<String> onText) {
      this.prompt = prompt;
      this.onText = onText;
    }

    private Future<Answer> run() {
      return vertx
          .executeBlocking(() -> SimulatedAuthor.answer(prompt), false)
          .compose(
              answer -> {
                text = answer.orElseThrow(SimulatedModel::noRepair);
                return pause(pace.firstToken());
              })
          .compose(
              begun -> {
                firstTokenMillis = millis();
                return sendAll();
              })
          .map(all -> new Answer(Answer.Stop.COMPLETE, call()));
    }

    private Future<Void> sendAll() {
      var all = Promise.<Void>promise();
      sendSome(all);
      return all.future();
    }

    /** Without a pause there is nothing to wait for: the pieces go out at once. */
    private void sendSome(Promise<Void> all) {
      do {
        sendPiece();
      } while (pace.betweenChunks().isZero() && sent < text.length());
      if (sent == text.length()) {
        all.complete();
      } else {
        pause(pace.betweenChunks())
            .<Void>map(
                next -> {
                  sendSome(all);
                  return null;
                })
            .onFailure(all::tryFail);
      }
    }

    private void sendPiece() {
      var end = Math.min(sent + PIECE, text.length());
      onText.handle(text.substring(sent, end));
      sent = end;
    }

    private Future<Void> pause(Duration time) {
      if (time.isZero()) {
        return Future.succeededFuture();
      }
      var left = prompt.limits().time().toMillis() - millis();
      if (left < time.toMillis()) {
        return Future.failedFuture(
            new ModelException(
                Kind.PASSING,
                "the model did not finish in time",
                Optional.empty(),
                Optional.of(call())));
      }
      return vertx.timer(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS).mapEmpty();
    }

    private ModelCall call() {
      var input = prompt.length() / CHARACTERS_PER_TOKEN;
      var output = sent / CHARACTERS_PER_TOKEN;
      return new ModelCall(NAME, input, output, 0, Optional.empty(), firstTokenMillis, millis());
    }

    private long millis() {
      return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startedAt);
    }
  }
}
