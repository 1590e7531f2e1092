package io.llmdevops.chaos;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Tells how long something would have taken without the other processes of this machine. */
final class SharedMachine {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long startedAt = System.nanoTime();
  private final long ownBefore = SYSTEM.getProcessCpuTime();

  SharedMachine() {
    // Each call tells of the time since the one before.
    SYSTEM.getCpuLoad();
  }

  /**
   * A span of time.
   *
   * @param wall by the clock
   * @param alone the part of it that others left: the clock's time times the share of all
   *     processors that they did not take
   */
  record Span(Duration wall, Duration alone) {}

  /**
   * The time since the start.
   *
   * @param engine which is, like this process, none of the others
   */
  Span since(ProcessHandle engine) {
    var wall = System.nanoTime() - startedAt;
    var all = (double) wall * SYSTEM.getAvailableProcessors();
    var ours =
        SYSTEM.getProcessCpuTime()
            - ownBefore
            + engine.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    var others = Math.max(0, SYSTEM.getCpuLoad() - ours / all);
    var alone = (long) (wall * Math.max(0, 1 - others));
    return new Span(Duration.ofNanos(wall), Duration.ofNanos(alone));
  }
}
