package io.llmdevops.secrets.leaks;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells what a generator made from what a person or a compiler wrote. */
final class Randomness {

  /**
   * Pairs of letters that follow one another in English prose and in identifiers: 96 of 100 there,
   * 34 of 100 where letters are drawn at random (counted over this repository and npm's manual).
   */
  private static final Map<Character, String> PAIRS = new HashMap<>();

  static {
    var table =
        "abcdgilmnprstuvy baejlou cacehiklortu dadeiosu eacdefglmnpqrstvwxy faefioru geisu"
            + " haeiortu iacdefglmnoprstv jaes kaeis ladeilmostuy madeimop nacdefgiklnopstu"
            + " obcdefgiklmnoprstuvw paeilmoprstu qu racdegiklmnorstuy sacehikopstuw"
            + " tacehioprstuxy ubdeilmnprst vaeio waehinors xct yops z";
    for (var entry : table.split(" ")) {
      PAIRS.put(entry.charAt(0), entry.substring(1));
    }
  }

  private static final double WORDY = 0.85;
  private static final double LIKE_WORDS = 0.65;
  private static final int FEWEST_PAIRS = 8;
  private static final double MOST_DIGITS_IN_WORDS = 0.1;

  private Randomness() {}

  /** Bits a character (Shannon, "A Mathematical Theory of Communication", 1948, section 6). */
  static double entropy(String text) {
    var counts = new int[128];
    text.chars().forEach(each -> counts[each & 127]++);
    var bits = 0.0;
    for (var count : counts) {
      if (count > 0) {
        var share = (double) count / text.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }

  /** Most of its letters follow one another as they do in words. */
  static boolean isWordy(String text) {
    var digits = text.chars().filter(Character::isDigit).count();
    return digits <= MOST_DIGITS_IN_WORDS * text.length()
        && usualPairs(text, FEWEST_PAIRS) >= WORDY;
  }

  /** Likewise, of a piece that is as short as a word, or of what is random in no other way. */
  static boolean hasUsualPairs(String word) {
    return usualPairs(word, 1) >= LIKE_WORDS;
  }

  /** The share of them among the pairs of letters; 0 where there are fewer of these. */
  private static double usualPairs(String text, int fewest) {
    var lower = text.toLowerCase(Locale.ROOT);
    var pairs = 0;
    var usual = 0;
    for (var at = 1; at < lower.length(); at++) {
      if (isLetter(lower.charAt(at)) && isLetter(lower.charAt(at - 1))) {
        pairs++;
        usual += PAIRS.get(lower.charAt(at - 1)).indexOf(lower.charAt(at)) >= 0 ? 1 : 0;
      }
    }
    return pairs < fewest ? 0 : (double) usual / pairs;
  }

  private static boolean isLetter(char letter) {
    return letter >= 'a' && letter <= 'z';
  }

  /** As random as text of its length and alphabet would be, or nearly so. */
  static boolean isRandom(String text) {
    return entropy(text) >= (isHex(text) ? 2.9 : text.length() < 20 ? 3.2 : 3.5);
  }

  static boolean isHex(String text) {
    return text.chars()
        .allMatch(
            each ->
                each >= '0' && each <= '9'
                    || each >= 'a' && each <= 'f'
                    || each >= 'A' && each <= 'F');
  }
}
