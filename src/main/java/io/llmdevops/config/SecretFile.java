package io.llmdevops.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The secret that the engine made for itself, since none was configured. */
final class SecretFile {

  private static final int BYTES = 24;

  private SecretFile() {}

  /**
   * Reads the file and leaves it as it is.
   *
   * @return nothing where there is no file
   * @throws IOException where it cannot be read, or is empty
   */
  static Optional<Secret> read(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(secretIn(file)) : Optional.empty();
  }

  /**
   * Reads the file, or makes one with a new secret that only its owner may read.
   *
   * @throws IOException where neither can be done, or the file is empty
   */
  static Secret readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    return secretIn(file);
  }

  private static Secret secretIn(Path file) throws IOException {
    var text = Files.readString(file).strip();
    if (text.isEmpty()) {
      throw new IOException("the file " + file + " is empty");
    }
    return new Secret(text);
  }

  /** Linked into place when complete, so that a crash leaves none or a whole one. */
  private static void create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "secret", null, onlyOwner);
    try {
      var line = fresh().reveal() + "\n";
      Files.write(draft, line.getBytes(StandardCharsets.US_ASCII));
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      // Another process was faster: its secret is the one.
      return;
    } finally {
      Files.delete(draft);
    }
  }

  /** A new secret, kept nowhere. */
  static Secret fresh() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }
}
