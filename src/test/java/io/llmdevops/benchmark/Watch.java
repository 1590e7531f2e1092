package io.llmdevops.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches what the engine's threads and the processors are at while something is measured, to tell
 * what held it back.
 */
final class Watch {

  private static final String WRITER = "store-writer";
  private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final double FULL = 0.85;
  private static final double NOTICEABLE = 0.2;
  private static final int BUSIEST = 4;

  private final ProcessHandle engine;
  private final CpuTimes before;
  private final long startedAt = System.nanoTime();
  private final Thread sampler = new Thread(this::sample, "watch");
  private volatile boolean over;
  private int samples;
  private int running;
  private int onDisk;

  private Watch(ProcessHandle engine) {
    this.engine = engine;
    this.before = CpuTimes.now(engine);
  }

  static Watch start(EngineProcess engine) {
    var watch = new Watch(engine.handle());
    watch.sampler.setDaemon(true);
    watch.sampler.start();
    return watch;
  }

  private void sample() {
    var writer = writer();
    while (!over && writer != null) {
      ThreadStat.read(writer)
          .ifPresent(
              stat -> {
                samples++;
                running += stat.state() == 'R' ? 1 : 0;
                onDisk += stat.state() == 'D' ? 1 : 0;
              });
      LockSupport.parkNanos(SAMPLE_NANOS);
    }
  }

  private Path writer() {
    try (var tasks = Files.list(Path.of("/proc/" + engine.pid() + "/task"))) {
      return tasks
          .filter(task -> ThreadStat.read(task).filter(s -> s.name().equals(WRITER)).isPresent())
          .findFirst()
          .orElse(null);
    } catch (IOException notLinux) {
      return null;
    }
  }

  /**
   * Lines that say what was busy, the verdict first.
   *
   * @param count how many were done meanwhile
   * @param one of what
   */
  List<String> end(int count, String one) throws InterruptedException {
    var seconds = (System.nanoTime() - startedAt) / 1e9;
    var spent = CpuTimes.now(engine).minus(before);
    over = true;
    sampler.join();
    var lines = new ArrayList<String>();
    lines.add(verdict(spent, seconds));
    lines.add(processors(spent, seconds));
    lines.add(
        text(
            "%s takes %.2f ms of the engine's processor time and %.2f ms of this load generator's",
            one, spent.engine() * 1_000 / count, spent.load() * 1_000 / count));
    lines.add("busiest threads of the engine, in cores: " + busiest(spent, seconds));
    if (samples > 0) {
      lines.add(
          text(
              "the store's writer: %d %% running, %d %% waiting for the disk, %d %% without work",
              percent(running), percent(onDisk), 100 - percent(running) - percent(onDisk)));
    }
    return lines;
  }

  private String verdict(CpuTimes spent, double seconds) {
    var cores = Math.max(spent.machine(), spent.engine() + spent.load()) / seconds;
    var first = spent.threads().entrySet().stream().max(Map.Entry.comparingByValue());
    if (cores > FULL * CORES) {
      return text("limited by the processors: %.1f of %d cores are busy", cores, CORES)
          + quieter(spent, seconds);
    }
    if (samples > 0 && percent(onDisk) + percent(running) > 100 * FULL) {
      return text(
          "limited by the store's one writer: %d %% of the time it runs or waits for a processor,"
              + " %d %% it waits for the disk",
          percent(running), percent(onDisk));
    }
    if (first.isPresent() && first.get().getValue() > FULL * seconds) {
      return "limited by one thread: " + first.get().getKey();
    }
    return "limited by waiting: neither processors, one thread nor the disk are fully used";
  }

  private static String quieter(CpuTimes spent, double seconds) {
    var others = spent.others() / seconds;
    return others < NOTICEABLE
        ? ""
        : text(", %.1f of them with other work: measure again on a quieter machine", others);
  }

  private static String processors(CpuTimes spent, double seconds) {
    return text(
        "cores: engine %.2f, this load generator %.2f, others on this machine %.2f, of %d",
        spent.engine() / seconds, spent.load() / seconds, spent.others() / seconds, CORES);
  }

  private static String busiest(CpuTimes spent, double seconds) {
    return spent.threads().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(BUSIEST)
        .map(thread -> text("%s %.2f", thread.getKey(), thread.getValue() / seconds))
        .reduce((a, b) -> a + ", " + b)
        .orElse("not known here");
  }

  private int percent(int some) {
    return samples == 0 ? 0 : Math.round(100f * some / samples);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
