package io.llmdevops.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Seconds of processor time spent until now, as Linux counts them in hundredths (proc(5));
 * elsewhere only that of the engine and of this process is known.
 *
 * @param machine by everybody; 0 where it is not known
 * @param threads of the engine, by name, those that differ in their numbers only as one
 */
record CpuTimes(double engine, double load, double machine, Map<String, Double> threads) {

  private static final double TICKS = 100;
  private static final int MACHINE_FIELDS = 9;
  private static final int IDLE = 4;
  private static final int WAITING_FOR_DISK = 5;

  static CpuTimes now(ProcessHandle engine) {
    return new CpuTimes(
        seconds(engine), seconds(ProcessHandle.current()), wholeMachine(), threads(engine.pid()));
  }

  CpuTimes minus(CpuTimes before) {
    var spent = new TreeMap<>(threads);
    before.threads.forEach((name, time) -> spent.computeIfPresent(name, (n, t) -> t - time));
    return new CpuTimes(
        engine - before.engine, load - before.load, machine - before.machine, spent);
  }

  /** By everybody but the engine and this process. */
  double others() {
    return Math.max(0, machine - engine - load);
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  private static double wholeMachine() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      var fields = lines.findFirst().orElseThrow().split(" +");
      var ticks = 0L;
      for (var i = 1; i < MACHINE_FIELDS; i++) {
        ticks += i == IDLE || i == WAITING_FOR_DISK ? 0 : Long.parseLong(fields[i]);
      }
      return ticks / TICKS;
    } catch (IOException notLinux) {
      return 0;
    }
  }

  private static Map<String, Double> threads(long pid) {
    var times = new TreeMap<String, Double>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      tasks.forEach(
          task ->
              ThreadStat.read(task)
                  .ifPresent(stat -> times.merge(stat.group(), stat.seconds(), Double::sum)));
    } catch (IOException notLinux) {
      return Map.of();
    }
    return times;
  }
}
