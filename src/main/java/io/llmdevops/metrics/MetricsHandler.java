package io.llmdevops.metrics;

import io.llmdevops.task.Census;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** Tells Prometheus, or whoever asks, all that is measured here. */
public final class MetricsHandler implements Handler<RoutingContext> {

  /** Whoever scrapes gives up after some seconds, and then has nothing at all. */
  private static final long PATIENCE_MILLIS = 500;

  private final Vertx vertx;
  private final Meters meters;
  private final TaskMeters tasks;

  public MetricsHandler(Vertx vertx, Census census) {
    this.vertx = vertx;
    this.meters = Meters.of(vertx);
    this.tasks = new TaskMeters(meters, census, System::nanoTime);
  }

  @Override
  public void handle(RoutingContext ctx) {
    var format = Format.liked(ctx.parsedHeaders().accept());
    tasks
        .refresh()
        .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .otherwiseEmpty()
        // A text of many lines, and some meters read files of the system.
        .compose(done -> vertx.executeBlocking(() -> meters.scrape(format), false))
        .onComplete(text -> answer(ctx, format, Buffer.buffer(text)), ctx::fail);
  }

  private static void answer(RoutingContext ctx, Format format, Buffer text) {
    var response = ctx.response();
    if (response.closed()) {
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, format.contentType());
    if (ctx.request().method() == HttpMethod.HEAD) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(text.length()));
    }
    response.end(text);
  }
}
