package io.llmdevops.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What one engine measures. Whoever has its {@link Vertx} has its meters. A meter that is asked for
 * again is the same one; all of one name must have the same labels, and a label only values of
 * which there are few: what a task, a person or a request brings along is none. Thread-safe.
 *
 * <p>Names are Micrometer's, with dots; Prometheus sees underscores, and {@code _total} or {@code
 * _seconds} at the end of a counter or a timer.
 */
public final class Meters implements Shareable, AutoCloseable {

  private static final String KEY = "engine.meters";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Series, AtomicLong> levels = new ConcurrentHashMap<>();
  private final Map<Series, AtomicReference<Supplier<Number>>> gauges = new ConcurrentHashMap<>();
  private final MachineMeters machine = new MachineMeters(registry);

  private record Series(String name, List<String> labels) {}

  Meters() {}

  /** Those of this Vert.x. */
  public static Meters of(Vertx vertx) {
    return map(vertx).computeIfAbsent(KEY, nobodyHasMadeThem -> new Meters());
  }

  private static LocalMap<String, Meters> map(Vertx vertx) {
    return vertx.sharedData().getLocalMap(KEY);
  }

  void belongTo(Vertx vertx) {
    map(vertx).put(KEY, this);
  }

  /** Counters of this name; each is found by its labels. */
  public Meter.MeterProvider<Counter> counters(String name, String help) {
    return Counter.builder(name).description(help).withRegistry(registry);
  }

  /**
   * One counter, there from the beginning.
   *
   * @param labels names and values in turn
   */
  public Counter counter(String name, String help, String... labels) {
    return counters(name, help).withTags(labels);
  }

  /** Timers of this name; each is found by its labels. */
  public Meter.MeterProvider<Timer> timers(String name, String help, Scale scale) {
    return Timer.builder(name)
        .description(help)
        .serviceLevelObjectives(scale.bounds())
        .withRegistry(registry);
  }

  /**
   * Something that goes up and down, and that several may keep together.
   *
   * @param labels names and values in turn
   */
  public AtomicLong level(String name, String help, String... labels) {
    return levels.computeIfAbsent(
        new Series(name, List.of(labels)),
        level -> {
          var value = new AtomicLong();
          gauge(name, help, value::get, labels);
          return value;
        });
  }

  /**
   * Something that is looked up whenever somebody asks; to be answered at once, from any thread.
   * Whoever says last how to look it up for these labels is asked.
   *
   * @param labels names and values in turn
   */
  public void gauge(String name, String help, Supplier<Number> value, String... labels) {
    gauges
        .computeIfAbsent(new Series(name, List.of(labels)), none -> registered(name, help, labels))
        .set(value);
  }

  private AtomicReference<Supplier<Number>> registered(String name, String help, String... labels) {
    var value = new AtomicReference<Supplier<Number>>(() -> Double.NaN);
    Gauge.builder(name, () -> value.get().get()).description(help).tags(labels).register(registry);
    return value;
  }

  /**
   * Everything in this format, with what runs the engine: that is measured from the first time on,
   * since getting it ready would hold up a start. Takes a while.
   */
  String scrape(Format format) {
    machine.bind();
    return registry.scrape(format.contentType());
  }

  @Override
  public void close() {
    machine.close();
    registry.close();
  }
}
