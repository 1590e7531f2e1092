package io.llmdevops.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells which process holds a data directory, without trying to hold it. */
final class RunningEngine {

  /** What {@link io.llmdevops.store.DataDirectory} writes into the file that it locks. */
  private static final Pattern HOLDER = Pattern.compile("process (\\d{1,18})\\s*");

  private RunningEngine() {}

  /** The process that took the folder last, where it is still there. */
  static Optional<Long> holding(Path folder) {
    try {
      var name = HOLDER.matcher(Files.readString(folder.resolve("lock")));
      return name.matches()
          ? Optional.of(Long.parseLong(name.group(1))).filter(RunningEngine::isAlive)
          : Optional.empty();
    } catch (IOException nobody) {
      return Optional.empty();
    }
  }

  private static boolean isAlive(long process) {
    return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
  }
}
