package io.llmdevops.command;

import io.llmdevops.config.PostgresConfig;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.store.PostgresProbe;
import io.llmdevops.store.WriteProbe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether what the engine must not forget can be kept. Leaves everything as it was. Blocks. */
final class StoreCheck {

  private static final String SUBJECT = "store";
  private static final String DATABASE = "database";
  private static final long LITTLE = 1L << 30;

  private final StoreConfig config;
  private final Path folder;

  StoreCheck(StoreConfig config) {
    this.config = config;
    this.folder = absolute(config.dataDir());
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  List<Finding> look() {
    var findings = new ArrayList<Finding>();
    var parent = nearestExisting();
    try {
      findings.add(Files.exists(folder) ? existing() : Finding.ok(SUBJECT, yetToBeMade(parent)));
    } catch (IOException e) {
      findings.add(fault(e.getMessage()));
      return findings;
    }
    config.postgres().map(StoreCheck::shared).ifPresent(findings::add);
    anotherOwner(parent).ifPresent(findings::add);
    findings.add(space(parent));
    return findings;
  }

  private Path nearestExisting() {
    var path = folder;
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }

  private String yetToBeMade(Path parent) throws IOException {
    tryOut(parent);
    return "DATA_DIR " + folder + " is not there yet: the first start will make it";
  }

  private Finding existing() throws IOException {
    tryOut(folder);
    refuseWhatOthersOwn();
    if (config.postgres().isPresent()) {
      return Finding.ok(SUBJECT, folder + " can be written to" + held());
    }
    if (!Files.exists(config.database())) {
      return Finding.ok(SUBJECT, folder + " can be written to; the first start makes the database");
    }
    try {
      WriteProbe.write(config.database());
    } catch (IOException e) {
      throw new IOException(absolute(config.database()) + ": " + e.getMessage(), e);
    }
    return Finding.ok(SUBJECT, folder + " can be written to, so can its database" + held());
  }

  /** The database of several nodes, which knows no folder. */
  private static Finding shared(PostgresConfig database) {
    try {
      return Finding.ok(DATABASE, PostgresProbe.write(database));
    } catch (IOException e) {
      return Finding.fault(
          DATABASE, e.getMessage(), "see that DATABASE_URL is right and that the server runs");
    }
  }

  private String held() {
    return RunningEngine.holding(folder).map(process -> ", used by process " + process).orElse("");
  }

  /** What a start opens besides, as another user may have left it. */
  private void refuseWhatOthersOwn() throws IOException {
    var repositories = absolute(config.repositories());
    for (var path : List.of(folder.resolve("lock"), folder.resolve("node-id"), repositories)) {
      if (Files.exists(path) && !(Files.isReadable(path) && Files.isWritable(path))) {
        throw new IOException(path + " belongs to somebody else, and may not be written to");
      }
    }
  }

  /** In a scratch folder that is gone afterwards. */
  private static void tryOut(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder");
    }
    try {
      var scratch = Files.createTempDirectory(folder, ".doctor");
      var file = scratch.resolve("file");
      try {
        write(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(scratch);
      }
    } catch (AccessDeniedException e) {
      throw new IOException(folder + " may not be written to", e);
    } catch (FileSystemException e) {
      throw new IOException(cannotWrite(folder, e.getReason()), e);
    } catch (IOException e) {
      throw new IOException(cannotWrite(folder, e.getMessage()), e);
    }
  }

  private static String cannotWrite(Path folder, String why) {
    return folder + " cannot be written to" + (why == null ? "" : ": " + why);
  }

  private static void write(Path file) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1 << 16]));
      channel.force(true);
    }
  }

  private static Finding fault(String what) {
    return Finding.fault(
        SUBJECT,
        what,
        "give this user the right to write there (and free some space), or set DATA_DIR to a"
            + " folder where that is so");
  }

  /** Whoever may write everywhere finds no fault where the engine's own user would. */
  private Optional<Finding> anotherOwner(Path path) {
    try {
      var owner = Files.getOwner(path).getName();
      var user = System.getProperty("user.name");
      return owner.equals(user) || !Files.exists(folder)
          ? Optional.empty()
          : Optional.of(
              Finding.note(
                  SUBJECT,
                  folder + " belongs to " + owner + ", and this is " + user,
                  "run the engine and its doctor as the same user"));
    } catch (IOException | UnsupportedOperationException unknown) {
      return Optional.empty();
    }
  }

  private static Finding space(Path path) {
    try {
      var free = Files.getFileStore(path).getUsableSpace();
      var text = String.format(Locale.ROOT, "%.1f GB are free", free / 1e9);
      return free < LITTLE
          ? Finding.note("disk", text, "free some: every version and repository is kept there")
          : Finding.note("disk", text);
    } catch (IOException e) {
      return Finding.note("disk", "nobody can tell how much is free");
    }
  }
}
