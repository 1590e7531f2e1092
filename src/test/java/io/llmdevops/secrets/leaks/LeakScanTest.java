package io.llmdevops.secrets.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakScanTest {

  private static final LeakScan SCAN = new LeakScan();
  private static final Specimens SPECIMENS = new Specimens(9);
  private static final String KEY = SPECIMENS.filled("ghp_{w36}");
  private static final String KIND = "GitHub personal access token";

  @Test
  void knowsTheFormsOfManyProvidersAndWhereTheyAreTold() {
    var book = RuleBook.get();

    assertThat(book.byProvider()).hasSizeGreaterThan(150);
    assertThat(book.rules())
        .allSatisfy(rule -> assertThat(rule.source()).matches(".+\\..+|RFC .+"));
  }

  @Test
  void tellsTheLine() {
    var text = "one\ntwo\r\nkey: " + KEY + "\n\n// " + SPECIMENS.filled("npm_{w36}");

    assertThat(SCAN.in(text)).containsExactly(new Leak(KIND, 3), new Leak("npm access token", 5));
  }

  static Stream<String> otherSpellings() {
    return Stream.of(
        "let a;\nfetch('?q=" + KEY.replace("_", "%5F") + "')",
        "\nconst a = \"" + eachChar(KEY, "\\x%02x") + "\"",
        "\n\"" + eachChar(KEY, "\\u%04X") + "\"",
        "\n'" + KEY.replace("_", "\\u{5f}") + "'",
        "\n<p title='" + eachChar(KEY, "&#%d;") + "'>",
        "\n<p title='" + eachChar(KEY, "&#x%X;") + "'>",
        "\nconst a = \"ghp_\" + '" + KEY.substring(4, 20) + "' +\n  `" + KEY.substring(20) + "`;",
        "\natob('" + base64(KEY) + "')",
        "\nkey: " + base64("token=" + KEY),
        "\nconst text = 'one\\n" + KEY + "\\n'");
  }

  @ParameterizedTest
  @MethodSource("otherSpellings")
  void findsAKeyHoweverItIsWritten(String text) {
    assertThat(SCAN.in(text)).containsExactly(new Leak(KIND, 2));
  }

  @Test
  void tellsTheLineBehindWhatWasPutTogether() {
    var sum = "a = 'x' +\n 'y' +\n 'z';\n".repeat(100);
    var split = "b = 'ghp_' + '" + KEY.substring(4) + "';";

    assertThat(SCAN.in(sum + split)).containsExactly(new Leak(KIND, 301));
  }

  @Test
  void readsWideAndEightBitText() {
    var text = "première clé: " + KEY;

    assertThat(
            Stream.of(
                StandardCharsets.UTF_8,
                StandardCharsets.ISO_8859_1,
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE))
        .allSatisfy(charset -> assertThat(SCAN.in(Content.of(text.getBytes(charset)))).hasSize(1));
    assertThat(SCAN.in(Content.of(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const dbPassword = \"{w24}\"",
        "client_secret: {w32}",
        "SESSION_SECRET={x64}",
        "{\"auth\": {\"token\": \"{s43}\"}}",
        "const token: string = '{l32}';",
        "<input type=\"hidden\" name=\"api_key\" value=\"{x32}\">",
        "fetch(`/v1?access_token={w40}&limit=5`)",
        "if (password === '{w18}!#{w4}') unlock();",
        "headers: { 'X-Api-Key': '{w32}' }",
        "xhr.setRequestHeader('Authorization', 'Bearer {s60}')",
        "curl -H \"Authorization: Token {x40}\" https://api.shop.io",
        "env.API_TOKEN ?? \"{w32}\"",
        "<password>{w20}</password>",
        "data-secret-key='{w32}'",
        "window.CONFIG={a:1,apiKey:\"{w30}\",b:2}",
        "api-key = {uuid}",
        "new Client().setApiKey(\"{w32}\")",
        "var key = '{w40}';",
        "\\\"appSecret\\\": \\\"{x32}\\\"",
      })
  void findsRandomTextThatIsCalledASecret(String template) {
    assertThat(SCAN.in(SPECIMENS.filled(template)))
        .extracting(Leak::kind)
        .containsExactly(RandomValue.KIND);
  }

  @Test
  void missesHardlyAnyRandomPassword() {
    var texts =
        Stream.of("{w20}", "{w32}", "{x32}", "{s43}", "{l24}")
            .flatMap(form -> Stream.generate(() -> SPECIMENS.filled(form)).limit(1000))
            .toList();
    var missed = texts.stream().filter(each -> SCAN.in("secret: '" + each + "'").isEmpty()).count();

    System.out.printf("leaks: %d random values, %d missed%n", texts.size(), missed);
    assertThat(missed).isLessThan(texts.size() / 100);
  }

  @Test
  void takesAnAddressForALeakOnlyWithAPasswordThatIsOne() {
    assertThat(SCAN.in(SPECIMENS.filled("mongodb+srv://app:{w9}@c0.shop.io/db"))).hasSize(1);
    assertThat(SCAN.in(String.join("sun", "redis://:", "shine@cache.shop.io:6379"))).hasSize(1);
    assertThat(SCAN.in("https://shop.io:443/@scope/a:b@c")).isEmpty();
  }

  @Test
  void tellsAnyonesTokensFromSecretOnes() {
    assertThat(SCAN.in(token("{\"role\":\"service_role\",\"ref\":\"shop\"}"))).hasSize(1);
    assertThat(SCAN.in(token("{\"role\":\"anon\",\"ref\":\"shop\"}"))).isEmpty();
    assertThat(SCAN.in("apiKey: '" + token("{\"role\":\"anon\"}") + "'")).isEmpty();
  }

  private static String token(String payload) {
    return base64("{\"alg\":\"HS256\"}") + "." + base64(payload) + "." + SPECIMENS.filled("{s43}");
  }

  @Test
  void tellsWhatItDoesNotSearchToItsEnd() {
    var heap = "cio ";

    assertThat(SCAN.in(heap.repeat(TextScan.MOST_ATTEMPTS + 10)))
        .containsExactly(new Leak(TextScan.UNSEARCHED, 1));
  }

  @Test
  void tellsAtMostTwenty() {
    assertThat(SCAN.in((KEY + "\n").repeat(500))).hasSize(LeakScan.MOST);
    assertThat(SCAN.in((base64(KEY) + "\n").repeat(500))).hasSize(LeakScan.MOST);
  }

  static Stream<String> hostileTexts() {
    return Stream.of(
        "ghp_",
        "sk-",
        "eyJ",
        "key=",
        "key:\"",
        "\"key\",",
        "secret",
        "://",
        "https://a:b@",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN ",
        "AZDO",
        "-us",
        "Q~",
        ":AA",
        "\"d\":\"",
        "PuTTY-User-Key-File-3: ",
        "\"+\"",
        "%41",
        "\\x41",
        "&#65;",
        "&#65",
        "\\",
        "+",
        "QUJD",
        "ghp_" + "x".repeat(36) + " ",
        "token:'" + "a1".repeat(300) + "',",
        "sig=",
        "a.b.c.token=",
        "AAAAAAAAAAAAAAAAAAAA%");
  }

  @Test
  void takesNoLongerForHostileTexts() {
    var size = 40_000;

    Assertions.assertTimeout(
        Duration.ofSeconds(60),
        () -> hostileTexts().forEach(each -> SCAN.in(each.repeat(size / each.length()))));
  }

  /** Nor may a scanner of others stumble over this repository. */
  @Test
  void findsNothingInThisRepository() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      var leaks =
          files
              .filter(Files::isRegularFile)
              .flatMap(file -> in(file).stream().map(leak -> file + ": " + leak))
              .toList();

      assertThat(leaks).isEmpty();
    }
  }

  private static List<Leak> in(Path file) {
    try {
      return SCAN.in(Content.of(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String eachChar(String text, String format) {
    return text.chars().mapToObj(each -> String.format(format, each)).collect(Collectors.joining());
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
