package io.llmdevops.model;

import java.util.List;

/** How many tokens a text may have, where nobody who knows has counted them. */
public final class Tokens {

  /** The rule of thumb that providers give for English and for code. */
  private static final int ASCII_PER_TOKEN = 4;

  /** What a large picture takes with the providers that take pictures. */
  private static final long PER_IMAGE = 1_600;

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

  /**
   * What a prompt will count.
   *
   * @param images the model gets the pictures too
   */
  public static long in(String stable, List<Prompt.Turn> turns, boolean images) {
    var tokens = new Tokens().add(stable);
    turns.forEach(turn -> tokens.add(turn.text()));
    var pictures = turns.stream().mapToLong(turn -> turn.images().size()).sum();
    return tokens.total() + (images ? PER_IMAGE * pictures : 0);
  }
}
