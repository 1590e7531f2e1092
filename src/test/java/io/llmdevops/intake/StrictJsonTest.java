package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmdevops.intake.JsonValue.Items;
import io.llmdevops.intake.JsonValue.Nothing;
import io.llmdevops.intake.JsonValue.Text;
import io.llmdevops.intake.JsonValue.Unusable;
import io.llmdevops.intake.JsonValue.Whole;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"x\"",
        "{",
        "{}x",
        "{}{}",
        "{} null",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":'b'}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":0x1}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":True}",
        "{\"a\":nul}",
        "{\"a\":1a}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\u0000\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"b}",
        "{\"a\":1}/*c*/",
        "//c\n{}",
        "{\"a\":\u00a01}",
        "\u2028{}",
        "\u0000{}",
        "{}\u0000"
      })
  void refusesWhatRfc8259IsNot(String text) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}",
        "{\"x\":[{\"y\":[{\"a\":1,\"a\":2}]}]}",
        "{\"email\":\"a\",\"email\":\"b\"}",
        "{\"\":1,\"\":2}"
      })
  void refusesANameThatComesTwiceInOneObject(String text) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"email\":\"\\ud800\"}",
        "{\"email\":\"\\udc00\"}",
        "{\"email\":\"\\udc00\\ud800\"}",
        "{\"email\":\"\\ud83d x\"}",
        "{\"email\":\"\\ud83d\\ud83d\\ude00\"}",
        "{\"unknown\":[[[\"\\udfff\"]]]}",
        "{\"\\ud800\":1}",
        "{\"x\":{\"\\uDBFF\":1}}"
      })
  void refusesHalfASurrogatePairEvenWhereNobodyLooks(String text) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesSurrogatePairsAndCharactersBeyondThem() {
    var members = StrictJson.object(utf8("{\"email\":\"\\ud83d\\ude00\uD83D\uDE00\uFFFD\"}"));

    assertThat(members.get("email")).isEqualTo(new Text("\uD83D\uDE00\uD83D\uDE00\uFFFD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff",
        "c0af",
        "c1bf",
        "e080af",
        "f08080af",
        "eda080",
        "edb080",
        "eda0bdedb880",
        "f4908080",
        "f5808080",
        "80",
        "c3",
        "e282",
        "f09f98",
        "fe",
        "efbfbdff"
      })
  void refusesWhatIsNotWellFormedUtf8(String hex) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(utf8("{\"a\":\""));
    out.writeBytes(HexFormat.of().parseHex(hex));
    out.writeBytes(utf8("\"}"));
    assertRefused(out.toByteArray());
  }

  @Test
  void refusesOtherEncodingsAndByteOrderMarks() {
    var text = "{\"a\":\"b\"}";
    assertRefused(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8));
    assertRefused(text.getBytes(StandardCharsets.UTF_16));
    assertRefused(text.getBytes(StandardCharsets.UTF_16LE));
    assertRefused(text.getBytes(StandardCharsets.UTF_16BE));
    assertRefused("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void takesSixtyFourLevelsAndNoMore() {
    assertThat(StrictJson.object(nested(64)).get("x")).isEqualTo(Nothing.NULL);
    assertRefused(nested(65));
    assertRefused(nested(1_000_000));
  }

  private static byte[] nested(int levels) {
    return utf8("{\"x\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}");
  }

  @Test
  void tellsWhatEachValueIs() {
    var members =
        StrictJson.object(
            utf8(
                "{\"email\":\"a\",\"round\":12,\"brief\":1.0,\"task\":true,\"nonce\":null,"
                    + "\"checks\":[1e3,{\"js\":\"x\",\"other\":[1]}],\"unknown\":7}"));

    assertThat(members.get("email")).isEqualTo(new Text("a"));
    assertThat(members.get("round")).isEqualTo(new Whole("12"));
    assertThat(members.get("brief")).isEqualTo(Unusable.VALUE);
    assertThat(members.get("task")).isEqualTo(Unusable.VALUE);
    assertThat(members.get("nonce")).isEqualTo(Nothing.NULL);
    assertThat(members.get("unknown")).isEqualTo(Nothing.NULL);
    var checks = (Items) members.get("checks");
    assertThat(checks.first()).hasSize(2).startsWith(Unusable.VALUE);
    assertThat(((JsonValue.Members) checks.first().get(1)).byName())
        .containsOnlyKeys("js")
        .containsEntry("js", new Text("x"));
  }

  @Test
  void isNotHurtByHugeNumbers() {
    var digits = "9".repeat(4_000_000);
    var text = "{\"round\":" + digits + ",\"x\":-" + digits + ",\"y\":1e" + digits + "}";

    var started = System.nanoTime();
    var members = StrictJson.object(utf8(text));

    assertThat(members.get("round")).isEqualTo(new Whole(digits));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void keepsNoMoreThanAnyRuleAllows() {
    var items = IntStream.range(0, 5_000).mapToObj(i -> "0").collect(Collectors.joining(","));
    var checks = (Items) StrictJson.object(utf8("{\"checks\":[" + items + "]}")).get("checks");

    assertThat(checks.count()).isEqualTo(5_000);
    assertThat(checks.first()).hasSize(Limits.MOST_ITEMS + 1);
  }

  @Test
  void boundsTheNamesThatItHasToRemember() {
    assertThat(StrictJson.object(names(StrictJson.MAX_NAMES)).byName()).isEmpty();
    assertRefused(names(StrictJson.MAX_NAMES + 1));
  }

  private static byte[] names(int count) {
    var members = IntStream.range(0, count).mapToObj(i -> "\"n" + i + "\":0");
    return utf8(members.collect(Collectors.joining(",", "{", "}")));
  }

  private static void assertRefused(byte[] body) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> StrictJson.object(body))
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(400))
        .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("Exception", "com."));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
