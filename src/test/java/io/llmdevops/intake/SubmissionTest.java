package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmdevops.task.Attachment;
import io.llmdevops.task.Check;
import io.llmdevops.task.Content;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {

  private static final String EMOJI = "\ud83d\ude00";

  @Test
  void readsEverythingButTheSecret() {
    var request = Requests.read(Requests.full()).request();

    assertThat(request.email()).isEqualTo("student@example.com");
    assertThat(request.task()).isEqualTo("sum-of-sales");
    assertThat(request.round()).isEqualTo(1);
    assertThat(request.nonce()).isEqualTo("n-1");
    assertThat(request.brief()).isEqualTo("Show the total.\n\tWith two decimals.");
    assertThat(request.evaluationUrl()).isEqualTo("https://example.com/notify");
    assertThat(request.checks())
        .containsExactly(
            new Check.Statement("Repo has MIT license"),
            new Check.Script("document.title === 'x'", Optional.empty()),
            new Check.Script("true", Optional.of("?id=7")));
    assertThat(request.attachments())
        .containsExactly(
            new Attachment("a.csv", "text/csv", Content.utf8("a,b")),
            new Attachment("b c.txt", "text/plain", Content.utf8("hello you")));
    assertThat(request.toString()).doesNotContain(Requests.SECRET.reveal());
  }

  @Test
  void takesARequestWithoutWhatIsOptional() {
    var json = Requests.full().putNull("checks").put("unknown", new JsonObject().put("a", 1));
    json.remove("attachments");
    var request = Requests.read(json).request();

    assertThat(request.checks()).isEmpty();
    assertThat(request.attachments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "17",
        "true",
        "\"\"",
        "\"open-sesame-4712\"",
        "\"Open-Sesame-4711\"",
        "[]"
      })
  void wantsTheSecretBeforeItLooksAtAnythingElse(String secret) {
    var problem = refusal("{\"secret\":" + secret + ",\"round\":\"x\"}");

    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.headers()).containsKey("WWW-Authenticate");
    assertThat(refusal("{\"email\":1}").status()).isEqualTo(401);
  }

  @Test
  void namesEveryFaultAtOnceAndMissingFieldsByTheirOwnPointer() {
    assertThat(pointers(new JsonObject()))
        .containsExactly("/email", "/task", "/round", "/nonce", "/brief", "/evaluation_url");
    assertThat(
            pointers(
                Requests.full()
                    .put("email", 1)
                    .put("checks", new JsonArray().add(7).add("ok").add(new JsonObject()))
                    .put(
                        "attachments",
                        new JsonArray()
                            .add("x")
                            .add(new JsonObject())
                            .add(new JsonObject().put("name", "../x").put("url", "http://x"))
                            .add(new JsonObject().put("name", 1).put("url", 2)))))
        .containsExactly(
            "/email",
            "/checks/0",
            "/checks/2/js",
            "/attachments/0",
            "/attachments/1/name",
            "/attachments/1/url",
            "/attachments/2/name",
            "/attachments/2/url",
            "/attachments/3/name",
            "/attachments/3/url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-0",
        "1001",
        "1.0",
        "1e0",
        "1E2",
        "\"1\"",
        "true",
        "[]",
        "{}",
        "null",
        "99999999999999999999",
        "1e400",
        "0.5"
      })
  void wantsAWholeRoundFromOneToAThousand(String round) {
    assertThat(pointers(withRound(round))).containsExactly("/round");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 999, 1000})
  void takesEveryRoundInRange(int round) {
    assertThat(Requests.read(withRound(Integer.toString(round))).request().round())
        .isEqualTo(round);
  }

  private static String withRound(String round) {
    return Requests.full().encode().replace("\"round\":1,", "\"round\":" + round + ",");
  }

  @ParameterizedTest
  @CsvSource({
    "task, 1, 200",
    "nonce, 1, 200",
    "brief, 1, 100000",
  })
  void countsCodePoints(String field, int min, int max) {
    for (var unit : List.of("x", EMOJI)) {
      assertThat(Requests.read(Requests.full().put(field, unit.repeat(min)))).isNotNull();
      assertThat(Requests.read(Requests.full().put(field, unit.repeat(max)))).isNotNull();
      assertThat(pointers(Requests.full().put(field, unit.repeat(min - 1))))
          .containsExactly("/" + field);
      assertThat(pointers(Requests.full().put(field, unit.repeat(max + 1))))
          .containsExactly("/" + field);
    }
  }

  @Test
  void wantsAnAddressOfThreeTo254CharactersWithAnAt() {
    assertThat(Requests.read(Requests.full().put("email", "a@b"))).isNotNull();
    assertThat(Requests.read(Requests.full().put("email", EMOJI.repeat(253) + "@"))).isNotNull();
    for (var email : List.of("", "a@", "abc", EMOJI.repeat(254) + "@", "a@b\n", "a@b\u0080")) {
      assertThat(pointers(Requests.full().put("email", email))).containsExactly("/email");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "nonce"})
  void refusesControlCharacters(String field) {
    for (var c : List.of("\u0000", "\t", "\n", "\r", "\u001f", "\u007f", "\u0085", "\u009f")) {
      assertThat(pointers(Requests.full().put(field, "a" + c))).containsExactly("/" + field);
    }
  }

  @Test
  void takesTabsAndLineEndsInABriefOnly() {
    assertThat(Requests.read(Requests.full().put("brief", "a\tb\nc\r\nd")).request().brief())
        .isEqualTo("a\tb\nc\r\nd");
    for (var c : List.of("\u0000", "\b", "\u000b", "\f", "\u001b", "\u007f", "\u0085")) {
      assertThat(pointers(Requests.full().put("brief", "a" + c))).containsExactly("/brief");
    }
  }

  @Test
  void boundsChecks() {
    assertThat(Requests.read(checks(texts(200, "x"))).request().checks()).hasSize(200);
    assertThat(pointers(checks(texts(201, "x")))).containsExactly("/checks");
    assertThat(pointers(checks(texts(5_000, "x")))).containsExactly("/checks");
    assertThat(Requests.read(checks(texts(1, EMOJI.repeat(10_000))))).isNotNull();
    assertThat(pointers(checks(texts(1, EMOJI.repeat(10_001))))).containsExactly("/checks/0");
    assertThat(pointers(checks(texts(1, "")))).containsExactly("/checks/0");
    assertThat(pointers(checks(texts(1, "js: ")))).containsExactly("/checks/0");
    assertThat(pointers(Requests.full().put("checks", "x"))).containsExactly("/checks");
    assertThat(pointers(Requests.full().put("checks", new JsonObject())))
        .containsExactly("/checks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"js\":1}|/checks/0/js",
        "{\"js\":null}|/checks/0/js",
        "{\"url\":\"?x\"}|/checks/0/js",
        "{\"js\":\"\"}|/checks/0/js",
        "{\"js\":\"x\",\"url\":1}|/checks/0/url",
        "{\"js\":\"x\",\"url\":[]}|/checks/0/url",
        "{\"js\":\"x\",\"url\":\"//evil.example\"}|/checks/0/url",
        "{\"js\":\"x\",\"url\":\"../x\"}|/checks/0/url",
        "[\"js: x\"]|/checks/0",
        "null|/checks/0",
        "true|/checks/0",
        "1.5|/checks/0",
      })
  void refusesChecksOfAnyOtherForm(String check, String pointer) {
    var text = Requests.full().encode();
    var other = text.replaceFirst("\"checks\":\\[.*?]", "\"checks\":[" + check + "]");
    assertThat(pointers(other)).containsExactly(pointer);
  }

  @Test
  void takesAScriptWithoutAnAddress() {
    var nothing = new JsonObject().put("js", "x").putNull("url").put("other", 1);
    assertThat(Requests.read(checks(new JsonArray().add(nothing))).request().checks())
        .containsExactly(new Check.Script("x", Optional.empty()));
  }

  @Test
  void boundsAttachments() {
    assertThat(Requests.read(attachments(100)).request().attachments()).hasSize(100);
    assertThat(pointers(attachments(101))).containsExactly("/attachments");
    assertThat(pointers(Requests.full().put("attachments", "x"))).containsExactly("/attachments");
  }

  @Test
  void wantsAttachmentsWithDifferentNames() {
    var json = attachments(2);
    json.getJsonArray("attachments").getJsonObject(1).put("name", "F0");

    assertThat(pointers(json)).containsExactly("/attachments/1/name");
  }

  @Test
  void saysNothingOfWhatWasSent() {
    var json = Requests.full().put("nonce", "").put("task", "x\u0000" + Requests.SECRET.reveal());
    json.getJsonArray("attachments").getJsonObject(0).put("url", "data:a," + "tell-tale");

    assertThat(refusal(json.encode()).toJson().encode())
        .doesNotContain(Requests.SECRET.reveal(), "tell-tale");
  }

  private static JsonObject checks(JsonArray checks) {
    return Requests.full().put("checks", checks);
  }

  private static JsonArray texts(int count, String text) {
    return new JsonArray(IntStream.range(0, count).mapToObj(i -> text).toList());
  }

  private static JsonObject attachments(int count) {
    var list =
        IntStream.range(0, count)
            .mapToObj(i -> new JsonObject().put("name", "f" + i).put("url", "data:,x"))
            .collect(Collectors.toList());
    return Requests.full().put("attachments", new JsonArray(list));
  }

  private static List<String> pointers(JsonObject json) {
    return pointers(json.put("secret", Requests.SECRET.reveal()).encode());
  }

  private static List<String> pointers(String json) {
    var problem = refusal(json);
    assertThat(problem.status()).isEqualTo(400);
    return problem.toJson().getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("pointer"))
        .toList();
  }

  private static Problem refusal(String json) {
    var problem = catchThrowableOfType(Problem.class, () -> Requests.read(json));
    assertThat(problem).as(json).isNotNull();
    return problem;
  }
}
