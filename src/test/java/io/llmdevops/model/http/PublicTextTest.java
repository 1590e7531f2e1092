package io.llmdevops.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicTextTest {

  private final PublicText publicText =
      new PublicText(Optional.of(new Secret("my/key+9=Hs6e")), "model");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my/key+9=Hs6e",
        "my%2Fkey%2B9%3DHs6e",
        "bXkva2V5Kzk9SHM2ZQ",
        "6d792f6b65792b393d48733665",
        "****Hs6e",
        "…s6e"
      })
  void strikesOutTheKeyHoweverItIsSpelled(String spelled) {
    assertThat(publicText.of("the key " + spelled + " was refused"))
        .isEqualTo("the key *** was refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-ab…xyz", "sk-ab...xyz", "sk-a****wxyz", "sk-••••xyz"})
  void strikesOutWhatTheServerHasLeftOfIt(String masked) {
    var text = new PublicText(Optional.of(new Secret("sk-abcdefghijklmnopqrstuvwxyz")), "model");

    assertThat(text.of("the key " + masked + " was refused")).isEqualTo("the key *** was refused");
  }

  @Test
  void leavesEllipsesAlone() {
    assertThat(publicText.of("too many requests... wait $1…"))
        .isEqualTo("too many requests... wait $1…");
  }
}
