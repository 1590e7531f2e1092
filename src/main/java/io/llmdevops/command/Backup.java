package io.llmdevops.command;

import io.llmdevops.config.StoreConfig;
import io.llmdevops.store.StoreCopy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A copy of the embedded database as one file, readable by its owner only, which appears whole or
 * not at all. Blocks.
 */
final class Backup {

  private final StoreConfig store;

  /** What was copied. */
  record Copied(long tasks, long bytes) {}

  Backup(StoreConfig store) {
    this.store = store;
  }

  /**
   * Writes it.
   *
   * @param overwrite a file of that name may be replaced
   * @throws IOException where that cannot be done; says why, in words for an operator
   */
  Copied to(Path file, boolean overwrite) throws IOException {
    var target = file.toAbsolutePath().normalize();
    refuse(target, overwrite);
    var draft = draft(target);
    try {
      var tasks = StoreCopy.write(store.database(), draft);
      var bytes = Files.size(draft);
      force(draft, StandardOpenOption.WRITE);
      publish(draft, target, overwrite);
      force(target.getParent(), StandardOpenOption.READ);
      return new Copied(tasks, bytes);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void refuse(Path target, boolean overwrite) throws IOException {
    var database = store.database();
    if (!Files.exists(database)) {
      throw new IOException(
          "there is no database at " + database.toAbsolutePath() + ": look at DATA_DIR");
    }
    if (Files.isDirectory(target)) {
      throw new IOException(target + " is a folder: name a file");
    }
    if (Files.exists(target)) {
      if (Files.isSameFile(target, database)) {
        throw new IOException(target + " is the database itself");
      }
      if (!overwrite) {
        throw new IOException(target + " is there already: name another file, or add --force");
      }
    }
    refuseDatabaseInUse(target);
  }

  /** Whatever opened the copy would take what is noted there for its own. */
  private static void refuseDatabaseInUse(Path target) throws IOException {
    for (var suffix : List.of("-wal", "-shm", "-journal")) {
      var beside = target.resolveSibling(target.getFileName() + suffix);
      if (Files.exists(beside)) {
        throw new IOException(
            beside + " is there: " + target + " is a database in use, or was one");
      }
    }
  }

  private static Path draft(Path target) throws IOException {
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      return Files.createTempFile(
          target.getParent(), "." + target.getFileName() + ".", ".part", onlyOwner);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no folder " + target.getParent(), e);
    } catch (IOException e) {
      throw new IOException(target.getParent() + " may not be written to", e);
    }
  }

  private static void publish(Path draft, Path target, boolean overwrite) throws IOException {
    if (overwrite) {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    try {
      // Unlike a move, it never replaces what somebody else has put there meanwhile.
      Files.createLink(target, draft);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(target + " is there already, since a moment ago", e);
    } catch (FileSystemException | UnsupportedOperationException noLinksThere) {
      Files.move(draft, target);
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (var channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
