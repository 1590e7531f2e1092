package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoEngineTest {

  @TempDir Path folder;

  @Test
  void publishesOnThisMachineWhateverItsFolderSaysOfGithub() throws Exception {
    // Nothing listens there: whoever asked would have to wait for ever.
    Files.writeString(
        folder.resolve(".env"),
        "GITHUB_TOKEN=a-token-of-somebody\nGITHUB_API_URL=http://[::1]:1\n");
    try (var engine = DemoEngine.start(folder)) {
      var accepted = engine.post(DemoRequest.bundled("round1.json"));

      var callback = engine.callbackOf(accepted.getString("nonce"));

      assertThat(callback.getString("repo_url")).startsWith("http://localhost:");
      assertThat(engine.get(callback.getString("pages_url")).statusCode()).isEqualTo(200);
    }
  }
}
