package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {

  @TempDir private Path folder;

  @Test
  void saysWhatToDoWhereTheSandboxDoesNotStart() {
    var failure =
        new IllegalStateException(
            "Target closed\n[pid=7][err] FATAL:content/browser/zygote_host_impl_linux.cc:132]"
                + " No usable sandbox! If you are running on Ubuntu 23.10+ …");
    assertThat(StartFailure.reason(failure, folder.resolve("none"))).contains("BROWSER_SANDBOX");
  }

  @Test
  void quotesWhatNodeSaid() throws IOException {
    var stderr = Files.writeString(folder.resolve("stderr.log"), "x\nSyntaxError: old\n  at y\n");
    assertThat(StartFailure.reason(new IllegalStateException("pipe closed"), stderr))
        .isEqualTo("SyntaxError: old");
  }

  @Test
  void isOneLineWhateverWasSaid() {
    var failure = new IllegalStateException("first\nsecond".repeat(500));
    assertThat(StartFailure.reason(failure, folder.resolve("none")))
        .doesNotContain("\n")
        .hasSizeLessThanOrEqualTo(300);
  }
}
