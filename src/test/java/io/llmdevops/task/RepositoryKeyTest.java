package io.llmdevops.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryKeyTest {

  /** By {@code printf 'student@example.com\nsum-of-sales-7f3a1' | sha256sum}. */
  private static final String HASH =
      "1781ea51007c0b40bd0c9f61c2ae6832186bf6274656c04fdd1bb2c8d2a5072e";

  private final RepositoryKey key = new RepositoryKey("student@example.com", "sum-of-sales-7f3a1");

  @Test
  void namesFollowFromTheHashOfEMailAndTask() {
    assertThat(key.hash()).isEqualTo(HASH);
    assertThat(key.trailer()).isEqualTo(HASH.substring(0, 16));
    assertThat(key.names())
        .containsExactly(
            "sum-of-sales-7f3a1-" + HASH.substring(0, 6),
            "sum-of-sales-7f3a1-" + HASH.substring(0, 12),
            "sum-of-sales-7f3a1-" + HASH.substring(0, 24));
  }

  @ParameterizedTest
  @CsvSource({
    "My Task!, my-task",
    "--a--b--, a-b",
    "ÄÖÜ, app",
    "a/../b, a-b",
    "tâche n° 1, t-che-n-1"
  })
  void slugsAreLowerCaseLettersDigitsAndHyphens(String task, String slug) {
    var name = new RepositoryKey("a@b.c", task).names().get(0);
    assertThat(name).matches(slug + "-[0-9a-f]{6}");
  }

  @Test
  void longSlugsAreCutWithoutATrailingHyphen() {
    var name = new RepositoryKey("a@b.c", "x".repeat(79) + " yz").names().get(2);
    assertThat(name).startsWith("x".repeat(79) + "-").hasSize(79 + 1 + 24);
    assertThat(new RepositoryKey("a@b.c", "x".repeat(200)).names().get(2)).hasSize(80 + 1 + 24);
  }
}
