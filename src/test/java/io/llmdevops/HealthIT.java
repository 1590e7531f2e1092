package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code health} of the fat jar, as a container's engine asks it. */
@Timeout(120)
class HealthIT {

  @TempDir Path folder;

  private String health(JsonObject settings, int exit, String... options) throws Exception {
    var arguments = new String[options.length + 1];
    arguments[0] = "health";
    System.arraycopy(options, 0, arguments, 1, options.length);
    try (var health = EngineProcess.start(folder, settings, arguments)) {
      assertThat(health.awaitExit(60)).isEqualTo(exit);
      return String.join("\n", health.linesToTheEnd());
    }
  }

  @Test
  void tellsARunningEngineFromOneThatIsNotThere() throws Exception {
    var settings = EngineProcess.loopback();
    assertThat(health(settings, 1)).endsWith("nobody listens there");
    assertThat(folder.resolve("data")).doesNotExist();

    try (var engine = EngineProcess.start(folder, settings)) {
      engine.awaitLine("ready,");

      assertThat(health(settings, 0)).isEqualTo("ready");
      assertThat(health(settings, 0, "--live")).isEqualTo("live");
    }
  }

  @Test
  void saysOnOneLineThatTheConfigurationIsInvalid() throws Exception {
    assertThat(health(new JsonObject().put("prot", 1), 1))
        .isEqualTo(
            "the configuration is invalid: prot (conf/config.json): there is no such setting");
    assertThat(Files.exists(folder.resolve("data"))).isFalse();
  }
}
