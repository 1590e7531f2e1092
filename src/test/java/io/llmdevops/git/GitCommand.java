package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The stock git client of this machine, in a folder, without the user's configuration.
 *
 * @param folder where it works, and its home
 */
public record GitCommand(Path folder) {

  /** What a run ended with: standard output and error together. */
  public record Ended(int exit, String output) {}

  /** Runs it, expects success, and tells its output without the last line end. */
  public String run(String... arguments) throws IOException, InterruptedException {
    var ended = tryRun(arguments);
    assertThat(ended.exit()).as("git %s: %s", List.of(arguments), ended.output()).isZero();
    return ended.output().stripTrailing();
  }

  public Ended tryRun(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=A Person"));
    command.addAll(List.of("-c", "user.email=person@example.com", "-c", "core.quotePath=false"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process = builder.start();
    try (var output = process.getInputStream()) {
      var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), text);
    } finally {
      process.destroyForcibly();
    }
  }
}
