package io.llmdevops.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that the engine made for itself, since none was configured. */
final class SecretFile {

  private static final int BYTES = 24;

  private SecretFile() {}

  /**
   * Reads the file, or makes one with a new secret that only its owner may read.
   *
   * @throws IOException where neither can be done, or the file is empty
   */
  static Secret readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
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
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    try {
      var line = HexFormat.of().formatHex(bytes) + "\n";
      Files.write(draft, line.getBytes(StandardCharsets.US_ASCII));
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      // Another process was faster: its secret is the one.
      return;
    } finally {
      Files.delete(draft);
    }
  }
}
