package io.llmdevops.github.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs that fetch what others wrote, once, into a folder below {@code target}.
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
