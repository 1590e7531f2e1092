package io.llmdevops.metrics;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.UUID;

/**
 * What Vert.x itself tells of: the event bus, and no more. Servers, clients and pools would have to
 * be measured with every request, and the stages say more of what they do.
 */
final class EngineMetrics implements VertxMetrics {

  private final Meters meters = new Meters();
  private final VertxMetrics vertxMetrics;

  EngineMetrics() {
    var options =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            // Registries of one name are one, in the whole process.
            .setRegistryName("engine-" + UUID.randomUUID())
            .setLabels(EnumSet.of(Label.EB_ADDRESS, Label.EB_SIDE, Label.EB_FAILURE));
    vertxMetrics =
        new MicrometerMetricsFactory(meters.registry())
            .metrics(new VertxOptions().setMetricsOptions(options));
  }

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
    return vertxMetrics.createEventBusMetrics();
  }

  @Override
  public void close() {
    vertxMetrics.close();
    meters.close();
  }
}
