package io.llmdevops.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The processes that one has started, and what they take, by Linux (proc(5)).
 *
 * @param count how many
 * @param kilobytes resident, what they share counted in each of them
 */
record ProcessTree(int count, long kilobytes) {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** Those below this one, without it. */
  static ProcessTree below(ProcessHandle root) {
    var all = root.descendants().toList();
    return new ProcessTree(all.size(), all.stream().mapToLong(ProcessTree::resident).sum());
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
