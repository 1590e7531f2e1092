package io.llmdevops.model;

/** How many tokens a text may have, where nobody who knows has counted them. */
public final class Tokens {

  /** The rule of thumb that providers give for English and for code. */
  private static final int ASCII_PER_TOKEN = 4;

  private static final int ASCII_END = 0x80;

  private long ascii;
  private long others;

  /** Counts a piece: four ASCII characters are one token, as is any other character. */
  public Tokens add(String piece) {
    for (var at = 0; at < piece.length(); at++) {
      var character = piece.charAt(at);
      if (character < ASCII_END) {
        ascii++;
      } else if (!Character.isLowSurrogate(character)) {
        others++;
      }
    }
    return this;
  }

  /** All that was counted so far. */
  public long total() {
    return (ascii + ASCII_PER_TOKEN - 1) / ASCII_PER_TOKEN + others;
  }

  /** The text of a prompt; its images are not counted. */
  public static long in(Prompt prompt) {
    var tokens = new Tokens().add(prompt.stable());
    prompt.turns().forEach(turn -> tokens.add(turn.text()));
    return tokens.total();
  }
}
