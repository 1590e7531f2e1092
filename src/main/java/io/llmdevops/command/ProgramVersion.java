package io.llmdevops.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Asks a program for its version, with {@code --version}. Blocks. */
final class ProgramVersion {

  /** Programs may be scripts that look for others; nothing else is theirs, least of all a key. */
  private static final String PATH = "PATH";

  private static final Pattern VERSION = Pattern.compile("(?:[A-Z][\\w ]* )?v?\\d+(?:\\.\\d+)+");
  private static final int LENGTH = 4_096;

  private final Map<String, String> environment;
  private final Duration patience;

  ProgramVersion(Map<String, String> environment, Duration patience) {
    this.environment = environment;
    this.patience = patience;
  }

  /**
   * What it calls itself, such as {@code Chromium 156.0.8078.79} or {@code v20.20.2}.
   *
   * @throws IOException where it does not tell; the message says why, after the program's name
   */
  String of(Path program) throws IOException {
    var output = Files.createTempFile("version", ".txt");
    try {
      run(program, output.toFile());
      return version(Files.readAllBytes(output))
          .orElseThrow(() -> new IOException("does not tell its version"));
    } finally {
      Files.delete(output);
    }
  }

  private void run(Path program, File output) throws IOException {
    var builder =
        new ProcessBuilder(program.toString(), "--version")
            .redirectOutput(output)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    Optional.ofNullable(environment.get(PATH))
        .ifPresent(path -> builder.environment().put(PATH, path));
    var process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("tells no version within " + patience.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException("cannot be run: it ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("was not waited for", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Optional<String> version(byte[] output) {
    var text = new String(output, 0, Math.min(output.length, LENGTH), StandardCharsets.UTF_8);
    var found = VERSION.matcher(text);
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }
}
