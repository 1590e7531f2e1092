package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.store.StoreFixture;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Holds what the contract says of a request and what intake takes together. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {

  private final Vertx vertx = Vertx.vertx();
  private final ApiContract contract = RunningIntake.await(ApiContract.load(vertx));

  @AfterAll
  void close() {
    RunningIntake.await(vertx.close());
  }

  /** Field by field, values at and around every border that a schema can draw. */
  static List<JsonObject> corpus() {
    var corpus = new ArrayList<JsonObject>();
    corpus.add(Requests.full());
    corpus.add(Requests.full().put("unknown", new JsonObject().put("a", new JsonArray().add(1))));
    for (var field : List.of("email", "task", "round", "nonce", "brief", "evaluation_url")) {
      var without = Requests.full();
      without.remove(field);
      corpus.add(without);
    }
    for (var field : List.copyOf(Requests.full().fieldNames())) {
      for (var value : List.of(true, 1.5, -1, new JsonObject(), new JsonArray(), "")) {
        corpus.add(Requests.full().put(field, value));
      }
      corpus.add(Requests.full().putNull(field));
    }
    texts(corpus, "email", "a@b", "a@", "@@@", "abc", "a@\u0000b", "@\u009f ", at(253), at(254));
    texts(
        corpus, "task", x(200), x(201), emoji(200), emoji(201), "a\tb", "\u007f", "\u00a0", "a\n");
    texts(corpus, "nonce", x(200), x(201), emoji(200), emoji(201), "a\nb", "\u0085");
    texts(corpus, "brief", x(100_000), x(100_001), emoji(100_000), "\t\r\n", "\u000b", "\u001b");
    for (int round : List.of(-1, 0, 1, 1_000, 1_001, Integer.MAX_VALUE)) {
      corpus.add(Requests.full().put("round", round));
    }
    texts(corpus, "evaluation_url", "http://example.com", "HTTPS://example.com?x", "ftp://a.b/");
    texts(corpus, "evaluation_url", "http:/x", "http://", "http://a@b.example/", "/x", "x y");
    texts(corpus, "evaluation_url", "http://e.example/" + x(2_031), "http://e.example/" + x(2_032));
    checks(corpus);
    attachments(corpus);
    return corpus;
  }

  private static void texts(List<JsonObject> corpus, String field, String... values) {
    for (var value : values) {
      corpus.add(Requests.full().put(field, value));
    }
  }

  private static void checks(List<JsonObject> corpus) {
    for (var text : List.of("x", "", x(10_000), x(10_001), emoji(10_000))) {
      checks(corpus, new JsonArray().add(text));
      checks(corpus, new JsonArray().add(new JsonObject().put("js", text)));
    }
    checks(corpus, new JsonArray().add(new JsonObject()).add(1));
    checks(corpus, new JsonArray().add(new JsonObject().put("js", "x").put("other", 1)));
    checks(corpus, new JsonArray().add(new JsonObject().put("js", 1)));
    checks(corpus, new JsonArray(Collections.nCopies(200, "x")));
    checks(corpus, new JsonArray(Collections.nCopies(201, "x")));
    checks(corpus, new JsonArray().addNull());
    for (var url :
        List.of(
            "",
            "?x",
            "?u=http://a/",
            "#a",
            "a/b.html?c",
            "/a",
            "//a",
            "http://a/",
            "a\\b",
            " a",
            "?" + x(2_047),
            "?" + x(2_048))) {
      checks(corpus, new JsonArray().add(new JsonObject().put("js", "x").put("url", url)));
    }
    checks(corpus, new JsonArray().add(new JsonObject().put("js", "x").putNull("url")));
    checks(corpus, new JsonArray().add(new JsonObject().put("js", "x").put("url", 1)));
  }

  private static void checks(List<JsonObject> corpus, JsonArray checks) {
    corpus.add(Requests.full().put("checks", checks));
  }

  private static void attachments(List<JsonObject> corpus) {
    for (var name :
        List.of("a", "a b.csv", "", ".", "..", "...", "a/b", "a\\b", "a\u0000", x(255), x(256))) {
      attachment(corpus, new JsonObject().put("name", name).put("url", "data:,x"));
    }
    for (var url :
        List.of("data:,", "DATA:a/b;base64,eA==", "data:x", "x", "http://a/", "data:,#")) {
      attachment(corpus, new JsonObject().put("name", "a").put("url", url));
    }
    attachment(corpus, new JsonObject().put("name", "a"));
    attachment(corpus, new JsonObject().put("url", "data:,x"));
    attachment(corpus, new JsonObject().put("url", "data:,x").put("name", 1));
    corpus.add(Requests.full().put("attachments", new JsonArray().add("x")));
  }

  private static void attachment(List<JsonObject> corpus, JsonObject attachment) {
    corpus.add(Requests.full().put("attachments", new JsonArray().add(attachment)));
  }

  private static String x(int count) {
    return "x".repeat(count);
  }

  private static String emoji(int count) {
    return "\ud83d\ude00".repeat(count);
  }

  private static String at(int count) {
    return emoji(count) + "@";
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void agreesWithTheParserWhereASchemaCanSayIt(JsonObject request) {
    assertThat(schemaTakes(request)).as("the parser takes it").isEqualTo(parserTakes(request));
  }

  /** What the schema cannot say, the parser still has to. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"round\":1.0",
        "\"nonce\":\"\\ud800\"",
        "\"evaluation_url\":\"http://127.0.0.1/\"",
        "\"evaluation_url\":\"http://0x7f.1/\"",
        "\"checks\":[{\"js\":\"x\",\"url\":\"a/../../b\"}]",
        "\"attachments\":[{\"name\":\"nul\",\"url\":\"data:,x\"}]",
        "\"attachments\":[{\"name\":\"a\",\"url\":\"data:;base64,x\"}]",
        "\"attachments\":[{\"name\":\"a\",\"url\":\"data:,\"},{\"name\":\"A\",\"url\":\"data:,\"}]",
      })
  void leavesTheRestToTheParser(String member) {
    var request = Requests.full();
    request.remove(member.substring(1, member.indexOf('"', 1)));
    var text = "{" + member + "," + request.encode().substring(1);

    assertThat(schemaTakes(new JsonObject(text))).isTrue();
    assertThat(parserTakes(text)).isFalse();
  }

  @Test
  void isServedAsItIsWritten(@TempDir Path dataDir) throws Exception {
    try (var store = StoreFixture.open(vertx, dataDir, Clock.systemUTC());
        var intake = new RunningIntake(store);
        var yaml = ApiContract.class.getResourceAsStream("/openapi.yaml")) {
      var served = new JsonObject(intake.get("/openapi.json").body());

      Map<String, Object> written = new Yaml().load(yaml);
      assertThat(served).isEqualTo(new JsonObject(written));
      assertThat(served.getString("openapi")).startsWith("3.1");
      assertThat(served.encode()).contains("application/problem+json").doesNotContain("vnd.");
    }
  }

  private boolean schemaTakes(JsonObject request) {
    var schema =
        contract
            .routes()
            .operation("acceptTask")
            .getRequestBody()
            .getContent()
            .get("application/json")
            .getSchema();
    return contract.routes().getSchemaRepository().validator(schema).validate(request).getValid();
  }

  private static boolean parserTakes(JsonObject request) {
    return parserTakes(request.encode());
  }

  private static boolean parserTakes(String request) {
    try {
      Requests.read(request);
      return true;
    } catch (Problem refused) {
      // A secret of the wrong type is a wrong secret; the schema knows its type only.
      return refused.status() == 401 && "".equals(new JsonObject(request).getValue("secret"));
    }
  }
}
