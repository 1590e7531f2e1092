package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProgramVersionTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private Path program(String script) throws IOException {
    var file = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static ProgramVersion asked(Duration patience) {
    return new ProgramVersion(
        Map.of("PATH", System.getenv("PATH"), "OPENAI_API_KEY", "hush"), patience);
  }

  @ParameterizedTest
  @CsvSource({
    "Chromium 156.0.8078.79 built on Debian, Chromium 156.0.8078.79",
    "Google Chrome 141.0.1.2, Google Chrome 141.0.1.2",
    "v20.20.2, v20.20.2",
  })
  void readsWhatItCallsItself(String output, String version) throws IOException {
    assertThat(asked(LONG).of(program("echo '" + output + "'"))).isEqualTo(version);
  }

  @Test
  void listensToNothingButTheAnswer() throws IOException {
    var script = "echo 'warning 1.2.3' >&2; test \"$1\" = --version && echo v20.0.1";

    assertThat(asked(LONG).of(program(script))).isEqualTo("v20.0.1");
  }

  @Test
  void givesItsEnvironmentToNobody() throws IOException {
    var seen = folder.resolve("seen");

    asked(LONG).of(program("env > " + seen + "; echo v1.0"));

    assertThat(Files.readString(seen)).contains("PATH=").doesNotContain("OPENAI_API_KEY", "hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "echo nothing", "cat"})
  void saysThatItDoesNotTell(String script) throws IOException {
    var silent = program(script);

    assertThatThrownBy(() -> asked(LONG).of(silent)).hasMessage("does not tell its version");
  }

  @Test
  void saysThatItCannotBeRun() throws IOException {
    var broken = program("echo v1.0; exit 127");

    assertThatThrownBy(() -> asked(LONG).of(broken)).hasMessage("cannot be run: it ended with 127");
  }

  @Test
  void endsWhatTakesTooLong() throws Exception {
    var number = folder.resolve("number");
    var slow = program("echo $$ > " + number + "; sleep 1000");

    assertThatThrownBy(() -> asked(Duration.ofSeconds(1)).of(slow))
        .hasMessage("tells no version within 1 s");
    var process = ProcessHandle.of(Long.parseLong(Files.readString(number).strip()));
    process.ifPresent(left -> left.onExit().join());
  }
}
