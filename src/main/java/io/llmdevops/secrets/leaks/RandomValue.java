package io.llmdevops.secrets.leaks;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rule for what no provider's form tells: random text that is called a secret. */
final class RandomValue {

  static final String KIND = "random value in the place of a password, key or token";

  private static final int SHORTEST = 16;
  private static final int LONGEST = 512;
  private static final int SHORTEST_HEX = 24;
  private static final int SHORTEST_OF_KEY = 20;

  /** Which their providers mean to be seen; and public keys (RFC 5280, RFC 4253). */
  private static final List<String> PUBLIC =
      List.of(
          "pk_live_",
          "pk_test_",
          "pk.",
          "pk-lf-",
          "sb_publishable_",
          "phc_",
          "rzp_live_",
          "rzp_test_",
          "sha256-",
          "sha384-",
          "sha512-",
          "sha1-",
          "data:",
          "MIIB",
          "MIGf",
          "MFkw",
          "MCow",
          "AAAAB3Nza",
          "AAAAC3Nza",
          "ssh-",
          "6L",
          "G-",
          "GTM-",
          "UA-",
          "ca-pub-",
          "urn:");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  /** Where a capital, a digit or a separator begins another. */
  private static final String BETWEEN_WORDS =
      "[^0-9A-Za-z]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])";

  /** Code's, to what is defined elsewhere. */
  private static final Pattern REFERENCE =
      Pattern.compile("[A-Za-z_$][0-9A-Za-z_$]*(?:\\.[A-Za-z_$][0-9A-Za-z_$]*)+");

  private static final Pattern ONE_PIECE =
      Pattern.compile("[0-9A-Za-z_+/=-]*[0-9A-Za-z]{16}[0-9A-Za-z_+/=-]*");

  private RandomValue() {}

  static boolean isLeak(Assignment assignment) {
    var value = assignment.value();
    if (value.length() < SHORTEST || value.length() > LONGEST) {
      return false;
    }
    var name = SecretName.of(assignment.name());
    if (name == SecretName.NONE || PUBLIC.stream().anyMatch(value::startsWith)) {
      return false;
    }
    var decoded = Base64Text.decoded(value);
    var colon = decoded.indexOf(':');
    if (!decoded.isBlank() && !Randomness.isHex(value)) {
      var password = decoded.substring(colon + 1);
      return colon > 0 && password.length() >= 6 && !Placeholder.isNamed(password);
    }
    return name == SecretName.SECRET
        ? isRandom(value, assignment.quoted())
        : isRandomKey(value, assignment.quoted());
  }

  private static boolean isRandom(String value, boolean quoted) {
    if (UUID.matcher(value).matches()) {
      return !Placeholder.is(value.replace("-", ""));
    }
    var hex = value.startsWith("0x") ? value.substring(2) : value;
    if (Randomness.isHex(hex)) {
      return hex.length() >= SHORTEST_HEX && Randomness.isRandom(hex) && !Placeholder.is(hex);
    }
    return Randomness.isRandom(value) && !isMadeOfWords(value, quoted) && !Placeholder.is(value);
  }

  /** What is merely called a key is as a rule a name itself, or a row's. */
  private static boolean isRandomKey(String value, boolean quoted) {
    return value.length() >= SHORTEST_OF_KEY
        && !Randomness.isHex(value)
        && ONE_PIECE.matcher(value).matches()
        && kinds(value) == 3
        && isRandom(value, quoted);
  }

  private static int kinds(String value) {
    return Stream.of("[a-z]", "[A-Z]", "[0-9]")
        .mapToInt(each -> Pattern.compile(each).matcher(value).find() ? 1 : 0)
        .sum();
  }

  /** Addresses, paths, identifiers, versions and sentences fall apart into words and numbers. */
  private static boolean isMadeOfWords(String value, boolean quoted) {
    if (!quoted && REFERENCE.matcher(value).matches()) {
      return true;
    }
    if (value.contains("://") || value.startsWith("/") || value.startsWith(".")) {
      return true;
    }
    if (value.chars().noneMatch(Character::isLetter)) {
      return true;
    }
    if (value.chars().noneMatch(Character::isDigit)
        && (!quoted || Randomness.hasUsualPairs(value) || kinds(value) < 2)) {
      return true;
    }
    return isPlainFor(value, "[^0-9A-Za-z]+", 3, 0.75) || isPlainFor(value, BETWEEN_WORDS, 1, 0.5);
  }

  /** That much of it are words, where it falls apart into so many parts. */
  private static boolean isPlainFor(String value, String between, int fewest, double share) {
    var parts = Stream.of(value.split(between)).filter(part -> !part.isEmpty()).toList();
    var words =
        parts.stream()
            .filter(part -> part.length() >= 4 || fewest > 1)
            .filter(RandomValue::isWord)
            .mapToInt(String::length)
            .sum();
    var all = parts.stream().mapToInt(String::length).sum();
    return parts.size() >= fewest && words >= share * all;
  }

  /** Letters of one case, a capital in front aside, that follow one another as in a word. */
  private static boolean isWord(String part) {
    var rest = part.substring(1);
    var oneCase =
        rest.equals(rest.toLowerCase(Locale.ROOT)) || part.equals(part.toUpperCase(Locale.ROOT));
    return oneCase
        && part.chars().allMatch(Character::isLetter)
        && (part.length() <= 3 || Randomness.hasUsualPairs(part));
  }
}
