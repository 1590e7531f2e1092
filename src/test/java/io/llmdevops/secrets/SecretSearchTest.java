package io.llmdevops.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.Secret;
import io.llmdevops.task.Content;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SecretSearchTest {

  private static final List<String> SECRETS =
      List.of("correct-horse-staple", "p&ss/w0rd?<\"'>+=~", "ünïcödé·sécrét", "two words and more");

  private static final Map<String, UnaryOperator<String>> ENCODINGS = encodings();

  private static Map<String, UnaryOperator<String>> encodings() {
    var all = new TreeMap<String, UnaryOperator<String>>();
    all.put("as it is", text -> text);
    all.put("reversed", text -> new StringBuilder(text).reverse().toString());
    all.put("hex", text -> HexFormat.of().formatHex(bytes(text)));
    all.put("hex in capitals", text -> HexFormat.of().withUpperCase().formatHex(bytes(text)));
    all.put("hex in pairs", text -> HexFormat.ofDelimiter(" ").formatHex(bytes(text)));
    all.put("form-encoded", text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
    all.put("every byte percent-encoded", text -> percent(HexFormat.of(), text));
    all.put("percent in capitals", text -> percent(HexFormat.of().withUpperCase(), text));
    all.put(
        "some percent-encoded",
        text -> percent(HexFormat.of(), text.substring(0, 1)) + text.substring(1));
    all.put("JSON escapes", text -> eachChar(text, "\\u%04x"));
    all.put(
        "some JSON escapes",
        text -> text.replace("\"", "\\\"").replace("/", "\\/").replace("<", "\\u003C"));
    all.put("JavaScript escapes", text -> eachPoint(text, "\\u{%x}"));
    all.put("CSS escapes", text -> eachPoint(text, "\\%x "));
    all.put("CSS escapes of six digits", text -> eachPoint(text, "\\%06X"));
    all.put("octal escapes", text -> eachByteAsPoint(text, "\\%03o"));
    all.put("HTML decimal", text -> eachPoint(text, "&#%d;"));
    all.put("HTML hex", text -> eachPoint(text, "&#x%X;"));
    all.put(
        "some HTML entities",
        text ->
            text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;")
                .replace("-", "&#45;"));
    for (var before = 0; before < 3; before++) {
      for (var after = 0; after < 3; after++) {
        var prefix = "xyz".substring(0, before);
        var suffix = "uvw".substring(0, after);
        var name = "base64 " + before + " " + after;
        all.put(name, text -> base64(Base64.getEncoder(), prefix + text + suffix));
        all.put(
            name + " URL-safe",
            text -> base64(Base64.getUrlEncoder().withoutPadding(), prefix + text + suffix));
      }
    }
    all.put(
        "base64 wrapped", text -> base64(Base64.getMimeEncoder(8, new byte[] {'\r', '\n'}), text));
    all.put(
        "base64 wrapped in JSON",
        text -> base64(Base64.getMimeEncoder(8, new byte[] {10}), text).replace("\n", "\\n"));
    return all;
  }

  static Stream<Arguments> everySecretInEveryEncoding() {
    return SECRETS.stream()
        .flatMap(secret -> ENCODINGS.keySet().stream().map(name -> Arguments.of(name, secret)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everySecretInEveryEncoding")
  void findsASecretHoweverItIsWritten(String encoding, String secret) {
    var written = ENCODINGS.get(encoding).apply(secret);
    var search = searchFor(secret);

    assertThat(search.foundIn("let key = '" + written + "';")).isTrue();
    assertThat(search.foundIn(Content.utf8(written))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wideEncodings")
  void findsASecretInAFileOfWideCharacters(Charset charset) {
    var content = Content.of("key = correct-horse-staple".getBytes(charset));

    assertThat(searchFor("correct-horse-staple").foundIn(content)).isTrue();
  }

  static Stream<Charset> wideEncodings() {
    return Stream.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16);
  }

  @Test
  void findsASecretBetweenBytesThatAreNoText() {
    var bytes =
        ("\u00ff\u00fe\0\u0001" + "correct-horse-staple" + "\u00ff")
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(searchFor("correct-horse-staple").foundIn(Content.of(bytes))).isTrue();
  }

  @Test
  void findsASecretThatLiesAcrossTwoChunks() {
    var search = searchFor("correct-horse-staple");
    var escaped = eachPoint("correct-horse-staple", "\\u{%06x}");

    for (var before : new int[] {1, 8, escaped.length() - 1, escaped.length()}) {
      var start = "x".repeat(SecretSearch.CHUNK - before);
      assertThat(search.foundIn(start + escaped + start)).isTrue();
      assertThat(search.foundIn(start + "correct-horse-staple")).isTrue();
    }
  }

  @Test
  void findsNothingInWhatOnlyLooksAlike() {
    var search = searchFor("correct-horse-staple");

    assertThat(search.foundIn("correct-horse-stapl")).isFalse();
    assertThat(search.foundIn("correct-horse-battery")).isFalse();
    assertThat(search.foundIn("CORRECT-HORSE-STAPLE")).isFalse();
    assertThat(search.foundIn("")).isFalse();
    assertThat(search.foundIn("%&\\ \\u \\x &# %2 \\u{ \\u{110000} \\u{1234567} &;")).isFalse();
  }

  @Test
  void looksForNoSecretThatIsTooShortToBeTold() {
    assertThat(searchFor("elevenchars").foundIn("elevenchars")).isFalse();
    assertThat(searchFor("twelve-chars").foundIn("twelve-chars")).isTrue();
  }

  @Test
  void looksForEachOfMany() {
    var search = new SecretSearch(SECRETS.stream().map(Secret::new).toList());

    assertThat(SECRETS).allMatch(search::foundIn);
    assertThat(search.foundIn("nothing of that kind")).isFalse();
  }

  @Test
  void saysNothingOfWhatItLooksFor() {
    assertThat(searchFor("correct-horse-staple").toString()).doesNotContain("correct");
  }

  @Test
  void searchesLargeHostileFilesInLinearTime() {
    var search = searchFor("correct-horse-staple");
    var hostile = List.of("correct-", "\\u{", "\\u", "%", "&", "&#", "&lt", "\\", " ");

    Assertions.assertTimeout(
        Duration.ofSeconds(15),
        () ->
            hostile.forEach(
                each ->
                    assertThat(search.foundIn(each.repeat(2_000_000 / each.length()))).isFalse()));
  }

  private static SecretSearch searchFor(String secret) {
    return new SecretSearch(List.of(new Secret(secret)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(Base64.Encoder encoder, String text) {
    return encoder.encodeToString(bytes(text));
  }

  private static String percent(HexFormat hex, String text) {
    return hex.withPrefix("%").formatHex(bytes(text));
  }

  private static String eachChar(String text, String format) {
    return text.chars().mapToObj(each -> String.format(format, each)).collect(Collectors.joining());
  }

  /** Octal escapes end at 255: whatever is beyond is left as it is. */
  private static String eachByteAsPoint(String text, String format) {
    return text.codePoints()
        .mapToObj(each -> each > 0xff ? Character.toString(each) : String.format(format, each))
        .collect(Collectors.joining());
  }

  private static String eachPoint(String text, String format) {
    return text.codePoints()
        .mapToObj(each -> String.format(format, each))
        .collect(Collectors.joining());
  }
}
