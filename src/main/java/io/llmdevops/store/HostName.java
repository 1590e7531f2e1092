package io.llmdevops.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this machine, or container, is called. Asks no name server: that may take its time. */
final class HostName {

  /** Linux: proc_sys_kernel(5), hostname. */
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static String get() {
    return Optional.ofNullable(System.getenv("HOSTNAME"))
        .or(HostName::kernel)
        .map(String::strip)
        .filter(name -> name.matches("[A-Za-z0-9._-]{1,253}"))
        .orElse("node");
  }

  private static Optional<String> kernel() {
    try {
      return Optional.of(Files.readString(KERNEL));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
