package io.llmdevops;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who waits for callbacks, on the loopback interface. */
public final class TestEvaluator {

  private final BlockingQueue<JsonObject> callbacks = new LinkedBlockingQueue<>();
  private final HttpServer server;

  public TestEvaluator(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              callbacks.add(body.toJsonObject());
                              request.response().end();
                            }))
            .listen(0, "127.0.0.1")
            .await();
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/evaluation";
  }

  /** The next callback, within half a minute. */
  public JsonObject next() throws InterruptedException {
    var callback = callbacks.poll(30, TimeUnit.SECONDS);
    if (callback == null) {
      throw new AssertionError("no callback came");
    }
    return callback;
  }

  public boolean hasMore() {
    return !callbacks.isEmpty();
  }
}
