package io.llmdevops.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void makesOneBlankOfWhateverDoesNotShow() {
    assertThat(OneLine.of(" a\r\n\tb\u0000\u202e\u200b\u2028c\u00a0 d\ud800 ", 100))
        .isEqualTo("a b c d");
  }

  @Test
  void keepsWhatThisJdkHasNoNameFor() {
    var newerThanUnicode13 = new String(Character.toChars(0x1FAE8));

    assertThat(OneLine.of(newerThanUnicode13, 100)).isEqualTo(newerThanUnicode13);
  }

  @Test
  void cutsAtACharacterAndSaysSo() {
    var smile = new String(Character.toChars(0x1F600));

    assertThat(OneLine.of(smile.repeat(5), 5)).isEqualTo(smile.repeat(5));
    assertThat(OneLine.of(smile.repeat(6), 5)).isEqualTo(smile.repeat(4) + "\u2026");
    assertThat(OneLine.of("ab cd", 4)).isEqualTo("ab\u2026");
    assertThat(OneLine.of("a" + " ".repeat(1_000) + "b", 5)).isEqualTo("a\u2026");
  }
}
