package io.llmdevops.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes what was written survive a power cut. */
final class Disk {

  private static final boolean FOLDERS_CAN_BE_OPENED =
      !System.getProperty("os.name").startsWith("Windows");

  private Disk() {}

  /** Waits until these files, and the names in these folders, are on the disk. */
  static void force(Path... paths) throws IOException {
    for (var path : paths) {
      if (FOLDERS_CAN_BE_OPENED || !Files.isDirectory(path)) {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }
  }
}
