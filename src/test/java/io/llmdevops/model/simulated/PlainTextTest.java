package io.llmdevops.model.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "Make a clock. It ticks.|Make a clock",
        "Publish a site titled \"My Site\". More.|My Site",
        "A page with the title: 'Hello, all' please|Hello, all",
        "` `|A brief without words",
        "Make a page for 3.5 litres of tea|Make a page for 3.5 litres of tea"
      })
  void findsATitleInTheBrief(String brief, String title) {
    assertThat(PlainText.title(brief)).isEqualTo(title);
  }

  @Test
  void cutsLongTitlesAtAWord() {
    assertThat(PlainText.title("word ".repeat(40))).endsWith("word…").hasSizeLessThan(72);
    assertThat(PlainText.title("😀".repeat(200))).hasSize(141).endsWith("…");
  }

  @Test
  void encodesEveryByteThatAReferenceMustNotHold() {
    assertThat(PlainText.reference("a b?#%&\"'<é>~.txt"))
        .isEqualTo("a%20b%3F%23%25%26%22%27%3C%C3%A9%3E~.txt");
  }

  @Test
  void leavesMarkdownNothingToRead() {
    assertThat(PlainText.markdown("<b> *x* [y](z)\n# `w`", 100))
        .isEqualTo("\\<b\\> \\*x\\* \\[y\\]\\(z\\) \\# \\`w\\`");
  }
}
