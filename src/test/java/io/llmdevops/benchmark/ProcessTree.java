package io.llmdevops.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processes that one has started, and what they take, by Linux (proc(5)).
 *
 * @param count how many
 * @param kilobytes resident, what they share counted in each of them
 * @param seconds of processor time, with that of their own children that have ended
 */
record ProcessTree(int count, long kilobytes, double seconds) {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final double TICKS = 100;

  /**
   * From the third field on, where a name's blanks are behind: user, system, and those of children.
   */
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  /** Those below this one, without it. */
  static ProcessTree below(ProcessHandle root) {
    var all = root.descendants().toList();
    return new ProcessTree(
        all.size(),
        all.stream().mapToLong(ProcessTree::resident).sum(),
        all.stream().mapToDouble(ProcessTree::seconds).sum());
  }

  private static double seconds(ProcessHandle process) {
    try {
      var line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return Stream.of(line.substring(line.lastIndexOf(')') + 2).split(" "))
              .skip(FIRST_TIME)
              .limit(TIMES)
              .mapToLong(Long::parseLong)
              .sum()
          / TICKS;
    } catch (IOException hasEnded) {
      return 0;
    }
  }

  private static long resident(ProcessHandle process) {
    try {
      var status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      var match = RESIDENT.matcher(status);
      return match.find() ? Long.parseLong(match.group(1)) : 0;
    } catch (IOException hasEnded) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d MB in %d processes", kilobytes / 1_024, count);
  }
}
