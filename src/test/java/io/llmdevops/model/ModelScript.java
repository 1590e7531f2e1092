package io.llmdevops.model;

import io.llmdevops.config.ModelConfig.Dialect;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What {@link ModelServer} does with one request, step by step in the order written. Unless a step
 * ends it otherwise, the answer ends as a model's does that has said all.
 */
public final class ModelScript {

  private final List<Function<Playing, Future<Void>>> steps = new ArrayList<>();
  private String stop = "";
  private Usage usage = new Usage(-1, -1, -1);
  private int cut = Integer.MAX_VALUE;
  private String mediaType = "text/event-stream; charset=utf-8";

  /** Negative where the server gives no figures. */
  record Usage(long input, long cached, long output) {}

  /** One request that is being answered. */
  private record Playing(HttpServerRequest request, ModelWording wording) {
    HttpServerResponse response() {
      return request.response();
    }
  }

  ModelScript() {}

  /** One event of text for each piece. */
  public ModelScript says(String... pieces) {
    Arrays.asList(pieces).forEach(piece -> event(wording -> wording.text(piece)));
    return this;
  }

  /** Ends with this reason, in the words of the dialect. */
  public ModelScript stops(String reason) {
    stop = reason;
    return this;
  }

  /** Ends at the limit of length. */
  public ModelScript truncates() {
    return stops("TRUNCATED");
  }

  /** Ends as a model does that will not do this. */
  public ModelScript refuses() {
    return stops("REFUSED");
  }

  /**
   * Gives these figures in the dialect's way; without, the server gives none.
   *
   * @param input the cached included
   */
  public ModelScript usage(long input, long cached, long output) {
    usage = new Usage(input, cached, output);
    return this;
  }

  /** What is written is written in pieces of so many bytes. */
  public ModelScript cutEvery(int bytes) {
    cut = bytes;
    return this;
  }

  /** Goes on once this has happened. */
  public ModelScript waitsFor(Future<?> event) {
    steps.add(playing -> event.mapEmpty());
    return this;
  }

  /** A sign of life without content. */
  public ModelScript pings() {
    return sends(": ping\n\n");
  }

  /** These characters as they are, as a part of the stream. */
  public ModelScript sends(String raw) {
    return event(wording -> raw);
  }

  /** An error within the stream, in the dialect's form. */
  public ModelScript breaksDown(String name, String message) {
    return event(wording -> wording.error(name, message)).endsHere();
  }

  /** This status and body and no stream. */
  public ModelScript fails(int status, Map<String, String> headers, String body) {
    steps.add(
        playing -> {
          playing.response().setStatusCode(status);
          playing.response().putHeader("Content-Type", "application/json");
          headers.forEach(playing.response()::putHeader);
          return playing.response().end(body).compose(sent -> never());
        });
    return this;
  }

  /** Begins the answer with this media type instead of that of a stream of events. */
  public ModelScript calls(String type) {
    mediaType = type;
    return this;
  }

  /** The answer is over here, without the dialect's last words. */
  public ModelScript endsHere() {
    steps.add(playing -> open(playing).end().compose(sent -> never()));
    return this;
  }

  /** The connection breaks here: before the head of the answer where nothing was written yet. */
  public ModelScript breaksOff() {
    steps.add(playing -> playing.request().connection().close().compose(closed -> never()));
    return this;
  }

  /** Nothing more comes, and the connection stays. */
  public ModelScript fallsSilent() {
    steps.add(playing -> never());
    return this;
  }

  /** The head of the answer, before anything is said. */
  public ModelScript begins() {
    steps.add(playing -> open(playing).writeHead());
    return this;
  }

  /** Says this again and again until the client hangs up. */
  public ModelScript saysForEver(String piece) {
    return sendsForEver(wording -> wording.text(piece));
  }

  /** Sends these characters again and again until the client hangs up. */
  public ModelScript sendsForEver(String raw) {
    return sendsForEver(wording -> raw);
  }

  private ModelScript sendsForEver(Function<ModelWording, String> text) {
    steps.add(playing -> forEver(playing, Buffer.buffer(text.apply(playing.wording()))));
    return this;
  }

  private Future<Void> forEver(Playing playing, Buffer bytes) {
    var hungUp = Promise.<Void>promise();
    writeAgain(open(playing), bytes, hungUp);
    return hungUp.future();
  }

  /** Not as one chain of futures, which grows with each piece. */
  private static void writeAgain(HttpServerResponse response, Buffer bytes, Promise<Void> hungUp) {
    response
        .write(bytes)
        .onComplete(
            written ->
                Vertx.currentContext().runOnContext(next -> writeAgain(response, bytes, hungUp)),
            hungUp::fail);
  }

  private ModelScript event(Function<ModelWording, String> text) {
    steps.add(playing -> write(playing, text.apply(playing.wording())));
    return this;
  }

  private static Future<Void> never() {
    return Promise.<Void>promise().future();
  }

  void play(HttpServerRequest request, Dialect dialect) {
    var playing = new Playing(request, ModelWording.of(dialect, usage));
    var played = Future.<Void>succeededFuture();
    for (var step : steps) {
      played = played.compose(before -> step.apply(playing));
    }
    played
        .compose(said -> write(playing, playing.wording().end(stop)))
        .compose(said -> open(playing).end())
        .onFailure(hungUp -> request.connection().close());
  }

  private HttpServerResponse open(Playing playing) {
    var response = playing.response();
    if (!response.headWritten()) {
      response.setChunked(true).putHeader("Content-Type", mediaType);
    }
    return response;
  }

  private Future<Void> write(Playing playing, String text) {
    var opening = open(playing).headWritten() ? "" : playing.wording().begin();
    var bytes = Buffer.buffer(opening + text);
    var written = Future.<Void>succeededFuture();
    for (var from = 0; from < bytes.length(); from += cut) {
      var piece = bytes.getBuffer(from, (int) Math.min(bytes.length(), (long) from + cut));
      written = playing.response().write(piece);
      if (cut == Integer.MAX_VALUE) {
        break;
      }
    }
    return written;
  }
}
