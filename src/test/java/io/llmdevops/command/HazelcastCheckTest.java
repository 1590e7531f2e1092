package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HazelcastCheckTest {

  @TempDir Path folder;

  private List<Finding> by(String yaml) throws IOException {
    var file = Files.writeString(folder.resolve("mine.yaml"), yaml);
    var settings =
        new JsonObject()
            .put("CLUSTER", "true")
            .put("ROLES", "llm")
            .put("SECRET", "known-to-all-nodes")
            .put("DATABASE_URL", "postgresql://127.0.0.1/engine")
            .put("CLUSTER_CONFIG", file.toString());
    return HazelcastCheck.look(Configured.with(folder, settings).config());
  }

  @Test
  void saysThatTheConfigurationCanBeRead() throws IOException {
    assertThat(by("hazelcast:\n  cluster-name: mine\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.isFault()).isFalse())
        .satisfies(finding -> assertThat(finding.text()).contains("mine.yaml"));
  }

  @Test
  void findsFaultWithAConfigurationThatHazelcastCannotUse() throws IOException {
    assertThat(by("hazelcast:\n  no-such-thing: true\n"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.isFault()).isTrue())
        .satisfies(finding -> assertThat(finding.text()).contains("CLUSTER_CONFIG", "mine.yaml"));
  }

  @Test
  void saysNothingWhereThereIsNone() {
    assertThat(HazelcastCheck.look(Configured.with(folder, new JsonObject()).config())).isEmpty();
  }
}
