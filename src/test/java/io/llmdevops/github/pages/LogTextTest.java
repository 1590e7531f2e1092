package io.llmdevops.github.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.Secret;
import io.llmdevops.secrets.SecretSearch;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTextTest {

  private static final String TOKEN = "github_pat_0123456789abcdefABCDEF";

  private final LogText text = new LogText(new SecretSearch(List.of(new Secret(TOKEN))));

  @Test
  void showsWhatAPersonWouldRead() {
    var log =
        "\uFEFF2026-01-02T03:04:05.0000000Z \u001B[31mred\u001B[0m and \u001B]0;title\u0007plain\r\n"
            + "2026-01-02T03:04:05Z \ttabs stay, bells \u0007do not\n"
            + "no time at all   \n";

    assertThat(text.told(log))
        .isEqualTo("red and plain\n\ttabs stay, bells do not\nno time at all");
  }

  @Test
  void endsWhereTheErrorIsAndNotWithCleaningUp() {
    assertThat(text.told("a\n##[error]first\nb\n##[error]last\nPost job cleanup.\nbye"))
        .isEqualTo("a\n##[error]first\nb\n##[error]last");
  }

  @Test
  void keepsToItsLength() {
    var told = text.told(("x".repeat(100_000) + "\n").repeat(100));

    assertThat(told).hasSizeLessThanOrEqualTo(4_000).contains("\n");
  }

  @Test
  void leavesOutALineWithASecretAndAllOfASecretOverLines() {
    assertThat(text.told("before\nkey=" + TOKEN + "\nafter")).isEqualTo("before\nafter");
    assertThat(text.told("before\n" + TOKEN.substring(0, 9) + "\n" + TOKEN.substring(9))).isEmpty();
    assertThat(text.line("in step " + TOKEN)).isEmpty();
  }
}
