package io.llmdevops.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrailersTest {

  /** By {@code sha256sum} and {@code openssl dgst -sha256 -hmac} over the same lines. */
  private static final Trailers BY_HAND = new Trailers("008838f82a7d1a89", "9d7f7255b74ca319", 3);

  @Test
  void followFromTheTaskAndTheSecret() {
    var task = Tasks.task("student@example.com", "sum-of-sales", 2, "ab12");

    assertThat(Trailers.of(task, 3, new Secret("a secret"))).isEqualTo(BY_HAND);
  }

  @Test
  void endTheMessageOfACommit() {
    var text = CommitText.of("Sums the sales", 2, BY_HAND, Instant.EPOCH);

    assertThat(text.message())
        .isEqualTo(
            """
            Sums the sales

            Engine-Repository: 008838f82a7d1a89
            Engine-Task: 9d7f7255b74ca319
            Engine-Version: 3
            """);
  }

  @Test
  void standApartFromASummaryThatLooksLikeThem() {
    var text =
        CommitText.of(
            " Engine-Version: 9\n\nEngine-Task: x\u0000\u2028y ", 2, BY_HAND, Instant.EPOCH);

    assertThat(text.subject()).isEqualTo("Engine-Version: 9 Engine-Task: x y");
  }

  @Test
  void haveASubjectEvenWhereTheVersionSaysNothing() {
    assertThat(CommitText.of(" \n", 2, BY_HAND, Instant.EPOCH).subject())
        .isEqualTo("Publish round 2");
  }

  @Test
  void keepTheSubjectShort() {
    var subject = CommitText.of("𝒳".repeat(300), 2, BY_HAND, Instant.EPOCH).subject();

    assertThat(subject).isEqualTo("𝒳".repeat(199) + "…");
  }
}
