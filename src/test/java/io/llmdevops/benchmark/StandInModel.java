package io.llmdevops.benchmark;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Answers Chat Completions with streams of its own, at a pace of its own. To be closed after the
 * engine that calls it.
 */
final class StandInModel implements AutoCloseable {

  private static final int CHARACTERS_PER_TOKEN = 4;

  private final Vertx vertx;
  private final Function<JsonObject, String> author;
  private final int piece;
  private final long pauseMillis;
  private final int gathering;
  private final HttpServer server;
  private final List<JsonObject> asked = new ArrayList<>();
  private final Promise<Void> gathered = Promise.promise();
  private int open;
  private int most;

  /**
   * @param author writes the answer to a request
   * @param piece characters of one chunk
   * @param pauseMillis between two chunks; none where it is 0
   * @param gathering streams that have to be open before any of them gets its second half
   */
  StandInModel(
      Vertx vertx,
      Function<JsonObject, String> author,
      int piece,
      long pauseMillis,
      int gathering) {
    this.vertx = vertx;
    this.author = author;
    this.piece = piece;
    this.pauseMillis = pauseMillis;
    this.gathering = gathering;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setAcceptBacklog(2_048))
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await();
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/v1";
  }

  /** The most streams that were open at once. */
  int most() {
    return most;
  }

  /** What it was asked, in order. */
  List<JsonObject> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              var question = body.toJsonObject();
              asked.add(question);
              new Stream(request.response(), question).begin();
            });
  }

  /** One answer under way. */
  private final class Stream {

    private final HttpServerResponse response;
    private final String text;
    private final long inputTokens;
    private int sent;
    private boolean over;

    private Stream(HttpServerResponse response, JsonObject question) {
      this.response = response;
      this.text = author.apply(question);
      this.inputTokens = question.encode().length() / CHARACTERS_PER_TOKEN;
    }

    private void begin() {
      open++;
      most = Math.max(most, open);
      response.exceptionHandler(gone -> close());
      response.closeHandler(gone -> close());
      response.putHeader("Content-Type", "text/event-stream").setChunked(true);
      sendUntil(text.length() / 2);
      if (open >= gathering) {
        gathered.tryComplete();
      }
      gathered.future().onSuccess(all -> sendUntil(text.length()));
    }

    private void sendUntil(int end) {
      if (over) {
        return;
      }
      if (sent >= end && end == text.length()) {
        finish();
      } else if (sent < end) {
        var next = Math.min(sent + piece, end);
        chunk(new JsonObject().put("content", text.substring(sent, next)), null);
        sent = next;
        if (pauseMillis == 0) {
          sendUntil(end);
        } else {
          vertx.setTimer(pauseMillis, due -> sendUntil(end));
        }
      }
    }

    private void finish() {
      chunk(new JsonObject(), "stop");
      var usage =
          new JsonObject()
              .put("prompt_tokens", inputTokens)
              .put("completion_tokens", text.length() / CHARACTERS_PER_TOKEN);
      response.write(
          "data: " + new JsonObject().put("choices", new JsonArray()).put("usage", usage) + "\n\n");
      response.end("data: [DONE]\n\n");
      close();
    }

    private void chunk(JsonObject delta, String finish) {
      var choice =
          new JsonObject().put("index", 0).put("delta", delta).put("finish_reason", finish);
      response.write(
          "data: " + new JsonObject().put("choices", new JsonArray().add(choice)) + "\n\n");
    }

    private void close() {
      if (!over) {
        over = true;
        open--;
      }
    }
  }

  @Override
  public void close() {
    server.close().await();
  }
}
