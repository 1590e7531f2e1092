package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static String of(JsonObject json) {
    return Fingerprint.of(StrictJson.object(Requests.bytes(json)));
  }

  private final String original = of(Requests.full());

  @Test
  void isSha256InHex() {
    assertThat(original).matches("[0-9a-f]{64}");
  }

  @Test
  void doesNotSeeOrderSpaceAndSpelling() {
    var reversed = new JsonObject();
    var names = List.copyOf(Requests.full().fieldNames());
    for (int i = names.size() - 1; i >= 0; i--) {
      reversed.put(names.get(i), Requests.full().getValue(names.get(i)));
    }
    var spelled = Requests.full().encodePrettily().replace("\"n-1\"", "\"\\u006e-1\"");

    assertThat(of(reversed)).isEqualTo(original);
    assertThat(Fingerprint.of(StrictJson.object(spelled.getBytes()))).isEqualTo(original);
  }

  @Test
  void doesNotSeeTheSecretAndUnknownFieldsAnywhere() {
    var other = Requests.full().put("secret", "another").put("extra", new JsonObject());
    other.getJsonArray("checks").getJsonObject(2).put("name", "x").put("more", 1);
    other.getJsonArray("attachments").getJsonObject(0).put("js", "x").put("more", 1);

    assertThat(of(other)).isEqualTo(original);
  }

  @Test
  void takesNullForAbsent() {
    var without = Requests.full();
    without.remove("checks");
    without.getJsonArray("attachments").getJsonObject(0).put("more", null);

    assertThat(of(without)).isEqualTo(of(Requests.full().putNull("checks")));
    var url = Requests.full();
    url.getJsonArray("checks").getJsonObject(2).remove("url");
    var noUrl = Requests.full();
    noUrl.getJsonArray("checks").getJsonObject(2).putNull("url");
    assertThat(of(url)).isEqualTo(of(noUrl));
  }

  @Test
  void seesEveryDifferenceOfAKnownField() {
    var seen = new HashSet<String>();
    var variants =
        List.of(
            Requests.full(),
            Requests.full().put("email", "other@example.com"),
            Requests.full().put("task", "n-1").put("nonce", "sum-of-sales"),
            Requests.full().put("round", 2),
            Requests.full().put("brief", "Show the total.\n\tWith two decimals. "),
            Requests.full().put("evaluation_url", "https://example.com/notify/"),
            Requests.full().putNull("checks"),
            Requests.full().put("checks", new JsonArray()),
            Requests.full().put("checks", new JsonArray().add("js: x")),
            Requests.full().put("checks", new JsonArray().add(new JsonObject().put("js", "x"))),
            Requests.full()
                .put("checks", new JsonArray().add(new JsonObject().put("js", "x").put("url", ""))),
            Requests.full().put("checks", new JsonArray().add("ab").add("c")),
            Requests.full().put("checks", new JsonArray().add("a").add("bc")),
            Requests.full().putNull("attachments"),
            Requests.full().put("attachments", new JsonArray()),
            attached("a", "data:,x"),
            attached("ad", "ata:,x"),
            attached("a", "data:;base64,eA"),
            attached("a", "data:;base64,eA=="));

    variants.forEach(variant -> assertThat(seen.add(of(variant))).as(variant.encode()).isTrue());
  }

  private static JsonObject attached(String name, String url) {
    var attachment = new JsonObject().put("name", name).put("url", url);
    return Requests.full().put("attachments", new JsonArray().add(attachment));
  }
}
