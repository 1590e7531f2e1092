package io.llmdevops.metrics;

import io.vertx.core.Vertx;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;

/**
 * What Vert.x itself tells of: the event bus, and no more. Servers, clients and pools would have to
 * be measured with every request, and the stages say more of what they do.
 */
final class EngineMetrics implements VertxMetrics {

  private final Meters meters = new Meters();

  @Override
  public boolean isMetricsEnabled() {
    return true;
  }

  @Override
  public void vertxCreated(Vertx vertx) {
    meters.belongTo(vertx);
  }

  @Override
  public EventBusMetrics<?> createEventBusMetrics() {
    return new BusMeters(meters);
  }

  @Override
  public void close() {
    meters.close();
  }
}
