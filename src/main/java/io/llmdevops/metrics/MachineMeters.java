package io.llmdevops.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.Optional;
import java.util.stream.Stream;

/** What runs the engine: memory, collections, threads, files, the processor. */
final class MachineMeters implements AutoCloseable {

  private final MeterRegistry registry;
  private Optional<JvmGcMetrics> collections = Optional.empty();

  MachineMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Once is enough: who hears of collections twice would count them twice. */
  synchronized void bind() {
    if (collections.isPresent()) {
      return;
    }
    var heard = new JvmGcMetrics();
    collections = Optional.of(heard);
    Stream.of(
            heard,
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())
        .forEach(binder -> binder.bindTo(registry));
  }

  @Override
  public synchronized void close() {
    collections.ifPresent(JvmGcMetrics::close);
  }
}
