package io.llmdevops.check.browser.chromium;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where browsers write: a folder that holds the driver, and a room for each start of a browser. It
 * is emptied before its first use, since an engine that was killed tidies nothing.
 */
final class Workshop {

  private final Path folder;
  private boolean ready;
  private Path node;
  private int rooms;

  Workshop(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** A new and empty folder. */
  synchronized Path room() throws IOException {
    prepare();
    return Files.createDirectories(folder.resolve(String.valueOf(++rooms)));
  }

  /** The driver's {@code cli.js}; there is one once there is a room. */
  Path driver() {
    return folder.resolve("driver").resolve("cli.js");
  }

  /** The Node.js of the class path. */
  synchronized Path node() throws IOException {
    if (node == null) {
      node = DriverPackage.extractNode(folder);
    }
    return node;
  }

  /** Empties it again, also where there was no room yet. */
  synchronized void clear() throws IOException {
    if (ready) {
      delete(folder);
      ready = false;
      node = null;
    }
  }

  private void prepare() throws IOException {
    if (!ready) {
      delete(folder);
      DriverPackage.extract(driver().getParent());
      ready = true;
    }
  }

  /** Deletes what can be deleted; links are not followed. */
  static void delete(Path root) throws IOException {
    for (var file : bottomUp(root)) {
      Files.deleteIfExists(file);
    }
  }

  private static List<Path> bottomUp(Path root) throws IOException {
    if (Files.notExists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException changing) {
      throw changing.getCause();
    }
  }
}
