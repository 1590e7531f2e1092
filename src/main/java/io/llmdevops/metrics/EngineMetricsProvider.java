package io.llmdevops.metrics;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Has every Vert.x measured that is made in this process, by whatever launcher. Vert.x finds it as
 * a service; where metrics were configured otherwise, those stay.
 */
public final class EngineMetricsProvider implements VertxServiceProvider {

  @Override
  public void init(VertxBootstrap bootstrap) {
    VertxMetricsFactory factory = options -> new EngineMetrics();
    factory.init(bootstrap);
  }
}
