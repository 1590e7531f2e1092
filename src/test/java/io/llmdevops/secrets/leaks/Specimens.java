package io.llmdevops.secrets.leaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes keys of every kind from {@code secrets/labelled/positives.tsv}: a kind, the name that such
 * a key is given to, and a template, in which <code>{w36}</code> stands for 36 characters drawn at
 * random. So no key lies in this repository, and none that was ever valid.
 */
final class Specimens {

  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final Pattern HOLE =
      Pattern.compile("\\{(?:([a-zA-Z])([0-9]+)|(uuid|jwt|discord))\\}");

  private final Random random;

  Specimens(long seed) {
    random = new Random(seed);
  }

  /**
   * One line of the set.
   *
   * @param name what the key is assigned to
   */
  record Sort(String kind, String name, String template) {}

  static List<Sort> sorts() {
    return lines("/secrets/labelled/positives.tsv").stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(columns -> new Sort(columns[0], columns[1], columns[2]))
        .toList();
  }

  static List<String> lines(String resource) {
    try (var in = Specimens.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String key(Sort sort) {
    return filled(sort.template());
  }

  /** With something drawn at random in each hole. */
  String filled(String template) {
    return HOLE.matcher(template).replaceAll(hole -> Matcher.quoteReplacement(drawnFor(hole)));
  }

  private String drawnFor(MatchResult hole) {
    var length = hole.group(2) == null ? 0 : Integer.parseInt(hole.group(2));
    var set = hole.group(2) == null ? hole.group(3) : hole.group(1);
    return switch (set) {
      case "w" -> drawn(DIGITS + UPPER + LOWER, length);
      case "x" -> drawn("0123456789abcdef", length);
      case "X" -> drawn("0123456789ABCDEF", length);
      case "d" -> drawn(DIGITS, length);
      case "n" -> drawn("123456789", 1) + drawn(DIGITS, length - 1);
      case "u" -> drawn(DIGITS + UPPER, length);
      case "l" -> drawn(DIGITS + LOWER, length);
      case "s" -> drawn(DIGITS + UPPER + LOWER + "_-", length - 1) + drawn(LOWER, 1);
      case "b" -> drawn(DIGITS + UPPER + LOWER + "+/", length);
      case "t" -> drawn(UPPER + "234567", length);
      case "k" -> drawn(LOWER + "234567", length);
      case "a" -> drawn("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", length);
      case "p" -> drawn("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", length);
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "jwt" -> token();
      case "discord" -> url("1" + drawn(DIGITS, 17));
      default -> throw new IllegalArgumentException(set);
    };
  }

  String drawn(String from, int length) {
    return random
        .ints(length, 0, from.length())
        .mapToObj(index -> from.substring(index, index + 1))
        .reduce("", String::concat);
  }

  private String token() {
    return url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
        + "."
        + url("{\"email\":\"jane@shop.io\",\"iat\":17" + drawn(DIGITS, 8) + "}")
        + "."
        + drawn(DIGITS + UPPER + LOWER, 43);
  }

  private static String url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
