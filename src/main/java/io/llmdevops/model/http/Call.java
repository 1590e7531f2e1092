package io.llmdevops.model.http;

import io.llmdevops.model.Answer;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.Prompt;
import io.llmdevops.task.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** One request to a model, from its connection to the end of its answer; all on one context. */
final class Call {

  private static final int OK = 200;

  private final Setup setup;
  private final Tally tally;
  private final Heard heard;
  private final EventReader events = new EventReader(this::hear);
  private final Watch watch;
  private final Ending ending = new Ending();
  private final Prompt prompt;
  private Optional<ErrorBody> errorBody = Optional.empty();

  /**
   * @param startedAt of the whole call, of which this may be a later try
   */
  Call(Setup setup, Setup.Asked asked, long startedAt, long promptTokens) {
    this.setup = setup;
    this.tally = new Tally(setup.config(), setup.nanoTime(), startedAt, promptTokens);
    this.heard = new Heard(asked.onText(), tally);
    this.prompt = asked.prompt();
    this.watch =
        new Watch(
            setup.vertx(),
            setup.nanoTime(),
            setup.idleTimeout(),
            startedAt,
            prompt.limits().time(),
            this::silent,
            this::outOfTime);
  }

  /**
   * Fails with {@link io.llmdevops.model.ModelException}, or with what was thrown before it was
   * sent or by the handler.
   */
  Future<Reply> make(Buffer body) {
    watch.begin();
    if (!ending.isOver()) {
      setup
          .client()
          .post(setup.protocol().address(), setup.protocol().headers())
          .onComplete(
              request -> send(request, body),
              cause -> ending.failed(setup.failures().unreachable(cause, Optional.empty())));
    }
    return ending.future().onComplete(over -> watch.end());
  }

  private void send(HttpClientRequest request, Buffer body) {
    if (ending.isOver()) {
      request.connection().close();
      return;
    }
    ending.connected(request);
    try {
      prompt.beforeItIsSent().run();
    } catch (RuntimeException | Error stopped) {
      // Else Vert.x logs an error about the connection that is not wanted.
      request.exceptionHandler(hungUp -> {});
      ending.failed(stopped);
      return;
    }
    watch.listen();
    request.send(body).onComplete(this::begin, this::broken);
  }

  private void begin(HttpClientResponse response) {
    watch.alive();
    response.exceptionHandler(this::broken);
    if (response.statusCode() / 100 != OK / 100) {
      turnedAway(response);
    } else if (response.statusCode() == OK && MediaType.isEventStream(response)) {
      response.handler(this::read);
      response.endHandler(whole -> streamEnds());
    } else {
      ending.failed(
          setup.failures().notEvents(response.statusCode(), MediaType.of(response), spent()));
    }
  }

  private void turnedAway(HttpClientResponse response) {
    var body = new ErrorBody(response, setup.clock());
    errorBody = Optional.of(body);
    response.handler(
        piece -> {
          watch.alive();
          if (!ending.isOver() && body.isFullWith(piece)) {
            ending.withoutWaiting(body.reply());
          }
        });
    response.endHandler(whole -> ending.with(body.reply()));
  }

  private void read(Buffer piece) {
    if (ending.isOver()) {
      return;
    }
    watch.alive();
    try {
      events.read(piece);
    } catch (BadStreamException bad) {
      ending.failed(passing(bad.getMessage()));
    } catch (RuntimeException | Error thrownByTheHandler) {
      ending.failed(thrownByTheHandler);
    }
  }

  private void hear(ServerEvent event) {
    if (ending.isOver()) {
      return;
    }
    setup.protocol().hear(event, heard);
    heard.error().ifPresent(this::failInStream);
    if (heard.isEnded()) {
      ending.withLastWord(answer(heard.stop().orElse(Stop.COMPLETE)));
    } else if (tally.isLongerThan(prompt.limits().outputTokens())) {
      // A server that knows no limit must not take more than the task has left.
      ending.withoutWaiting(answer(heard.stop().orElse(Stop.TRUNCATED)));
    }
  }

  private void failInStream(ProviderError error) {
    if (error.moderated()) {
      ending.withoutWaiting(answer(Stop.REFUSED));
    } else {
      ending.failed(setup.failures().inStream(error, tally.call()));
    }
  }

  /** Some servers end without a last word; one that has named its reason to stop had its say. */
  private void streamEnds() {
    if (ending.isOver()) {
      return;
    }
    try {
      events.end();
    } catch (BadStreamException cutInTheMiddle) {
      ending.failed(cut());
    } catch (RuntimeException | Error thrownByTheHandler) {
      ending.failed(thrownByTheHandler);
    }
    if (!ending.isOver()) {
      heard.stop().map(this::answer).ifPresentOrElse(ending::with, () -> ending.failed(cut()));
    }
  }

  private Reply answer(Stop stop) {
    return new Reply.Spoken(new Answer(stop, tally.call()));
  }

  private RuntimeException cut() {
    return passing("the answer broke off in the middle");
  }

  private void broken(Throwable cause) {
    giveUp(setup.failures().unreachable(cause, spent()));
  }

  private void silent() {
    giveUp(passing("no answer for %s (LLM_IDLE_TIMEOUT)".formatted(seconds(setup.idleTimeout()))));
  }

  private void outOfTime() {
    giveUp(passing("the answer was not there in time"));
  }

  /** What was said of a failure counts without its end, as does an answer without its last word. */
  private void giveUp(RuntimeException failure) {
    errorBody
        .map(ErrorBody::reply)
        .or(() -> heard.stop().map(this::answer))
        .ifPresentOrElse(ending::withoutWaiting, () -> ending.failed(failure));
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  private RuntimeException passing(String words) {
    return setup.failures().passing(words, spent());
  }

  /** Once the request was sent, somebody may have set to work. */
  private Optional<ModelCall> spent() {
    return ending.isConnected() ? Optional.of(tally.call()) : Optional.empty();
  }
}
