package io.llmdevops.model;

import io.llmdevops.model.Prompt.Turn;
import java.util.List;

/** How many tokens a prompt will count, before the provider has counted them. */
final class TokenEstimate {

  /** A token of English or of code is about four characters. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private static final int LAST_OF_ASCII = 0x7f;

  /** What a large picture takes with the providers that take pictures. */
  private static final long IMAGE = 1_600;

  private TokenEstimate() {}

  /**
   * @param images the model takes pictures; those that it does not get count nothing
   */
  static long of(String stable, List<Turn> turns, boolean images) {
    var tokens = of(stable);
    for (var turn : turns) {
      tokens += of(turn.text()) + (images ? IMAGE * turn.images().size() : 0);
    }
    return tokens;
  }

  /** Characters outside ASCII are dear: each counts as a token of its own. */
  static long of(String text) {
    var ascii = 0L;
    var others = 0L;
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      if (character <= LAST_OF_ASCII) {
        ascii++;
      } else if (!Character.isLowSurrogate(character)) {
        others++;
      }
    }
    return (ascii + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN + others;
  }
}
