package io.llmdevops.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A thread as Linux shows it in {@code /proc/<pid>/task/<tid>/stat} (proc(5)).
 *
 * @param name its first 15 characters
 * @param state R runs or could, D waits for the disk, S waits for something else
 * @param seconds of processor time
 */
record ThreadStat(String name, char state, double seconds) {

  private static final double TICKS = 100;
  private static final int USER = 11;
  private static final int SYSTEM = 12;

  /** Empty where the thread has ended. */
  static Optional<ThreadStat> read(Path task) {
    try {
      var line = Files.readString(task.resolve("stat"));
      var end = line.lastIndexOf(')');
      var fields = line.substring(end + 2).split(" ");
      var ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
      var name = line.substring(line.indexOf('(') + 1, end);
      return Optional.of(new ThreadStat(name, fields[0].charAt(0), ticks / TICKS));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** The name without numbers at its end. */
  String group() {
    return name.replaceFirst("[-#0-9 ]+$", "");
  }
}
