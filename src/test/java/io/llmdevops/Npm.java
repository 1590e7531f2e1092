package io.llmdevops;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs that fetch what others wrote, once, into a folder below {@code target}. Tests run in
 * several processes, and each may be the first to want it.
 *
 * @param home that folder
 */
public record Npm(Path home) {

  private static final int SECONDS = 180;

  public static Npm below(String name) throws IOException {
    return new Npm(Files.createDirectories(Path.of("target", name).toAbsolutePath()));
  }

  public static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** What one of all processes does at a time. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  public <T> T alone(Work<T> work) throws IOException, InterruptedException {
    // A file's lock is held by a process, whichever of its threads has taken it.
    synchronized (Npm.class) {
      try (var file = open("lock")) {
        file.lock();
        return work.run();
      }
    }
  }

  private FileChannel open(String name) throws IOException {
    return FileChannel.open(
        home.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Installs these packages there, unless they are: one folder is for one set of them. */
  public Npm install(String... packages) throws IOException, InterruptedException {
    return alone(
        () -> {
          var isWhole = home.resolve("whole");
          if (Files.notExists(isWhole)) {
            var command = new ArrayList<>(List.of("npm", "install", "--prefix", "."));
            command.addAll(List.of("--no-audit", "--no-fund", "--no-package-lock"));
            command.add("--prefer-offline");
            command.addAll(List.of(packages));
            run(command.toArray(String[]::new));
            Files.createFile(isWhole);
          }
          return this;
        });
  }

  public void run(String... command) throws IOException, InterruptedException {
    var log = home.resolve("fetch.log");
    var process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(List.of(command) + " has failed:\n" + Files.readString(log));
    }
  }
}
