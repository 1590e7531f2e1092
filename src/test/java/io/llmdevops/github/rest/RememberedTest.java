package io.llmdevops.github.rest;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {

  private static final Map<String, String> TAGGED = Map.of("ETag", "W/\"1\"");

  @TempDir Path dataDir;
  private RestFixture fixture;
  private ScriptedApi api;
  private RestClient client;

  @BeforeEach
  void open() throws SQLException {
    fixture = new RestFixture(dataDir, Clock.systemUTC());
    api = fixture.api;
    client = fixture.client;
  }

  @AfterEach
  void close() throws SQLException {
    fixture.close();
  }

  private String condition(int number) {
    return api.request(number).headers().get("If-None-Match");
  }

  private void change(HttpMethod method, String path) {
    await(client.change(method, path, null, () -> {}));
  }

  @Test
  void asksOnlyForWhatHasChanged() {
    api.then(200, TAGGED, "{\"a\":1}")
        .then(304, Map.of("ETag", "W/\"1\"", "x-ratelimit-remaining", "4999"), "")
        .then(200, Map.of("ETag", "\"2\""), "{\"a\":2}")
        .then(304, Map.of(), "");

    assertThat(await(client.get("/p")).object()).isEqualTo(new JsonObject().put("a", 1));
    var again = await(client.get("/p"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.object()).isEqualTo(new JsonObject().put("a", 1));
    assertThat(again.headers().get("x-ratelimit-remaining")).isEqualTo("4999");
    assertThat(await(client.get("/p")).object()).isEqualTo(new JsonObject().put("a", 2));
    assertThat(await(client.get("/p")).object()).isEqualTo(new JsonObject().put("a", 2));

    assertThat(condition(0)).isNull();
    assertThat(condition(1)).isEqualTo("W/\"1\"");
    assertThat(condition(2)).isEqualTo("W/\"1\"");
    assertThat(condition(3)).isEqualTo("\"2\"");
  }

  @Test
  void asksByTimeWhereThereIsNoTag() {
    var time = "Fri, 02 Jan 2026 03:04:05 GMT";
    api.then(200, Map.of("Last-Modified", time), "[1]").then(304, Map.of(), "");

    await(client.get("/p"));

    assertThat(await(client.get("/p")).array()).hasSize(1);
    assertThat(api.request(1).headers().get("If-Modified-Since")).isEqualTo(time);
  }

  @Test
  void givesEveryoneACopyOfTheirOwn() {
    api.then(200, TAGGED, "{\"a\":{\"b\":1}}").then(304).then(304);

    await(client.get("/p")).object().getJsonObject("a").put("b", 2);
    await(client.get("/p")).object().getJsonObject("a").put("b", 3);

    assertThat(await(client.get("/p")).object().getJsonObject("a").getInteger("b")).isEqualTo(1);
  }

  @Test
  void remembersNothingButSuccesses() {
    api.then(404, TAGGED, "{}").then(200, TAGGED, "{}").then(404, TAGGED, "{}").then(200);

    for (var n = 0; n < 4; n++) {
      await(client.get("/repos/o/r"));
    }

    assertThat(condition(1)).isNull();
    assertThat(condition(2)).isEqualTo("W/\"1\"");
    assertThat(condition(3)).isNull();
  }

  @Test
  void keepsPathsApart() {
    api.then(200, TAGGED, "{}");

    await(client.get("/p?page=1"));
    await(client.get("/p?page=2"));

    assertThat(condition(1)).isNull();
  }

  @Test
  void forgetsAllOfARepositoryInWhichSomethingWasChanged() {
    api.always(request -> ScriptedApi.answer(request, 200, TAGGED, "{}"));
    await(client.get("/repos/o/r"));
    await(client.get("/repos/o/r/pages"));
    await(client.get("/repos/o/r?x=1"));
    await(client.get("/repos/o/r2"));

    change(HttpMethod.POST, "/repos/o/r/pages/builds");

    await(client.get("/repos/o/r"));
    await(client.get("/repos/o/r/pages"));
    await(client.get("/repos/o/r?x=1"));
    await(client.get("/repos/o/r2"));
    assertThat(condition(5)).isNull();
    assertThat(condition(6)).isNull();
    assertThat(condition(7)).isNull();
    assertThat(condition(8)).isEqualTo("W/\"1\"");
  }

  @Test
  void forgetsAlsoWhereAChangeSeemsToHaveFailed() {
    api.then(200, TAGGED, "{}").then(502);
    await(client.get("/repos/o/r/pages"));
    RestFixture.heldUp(client.change(HttpMethod.PUT, "/repos/o/r/pages", null, () -> {}));

    await(client.get("/repos/o/r/pages"));

    assertThat(condition(2)).isNull();
  }

  @Test
  void takesNoUnchangedForAnAnswerToWhatItDidNotAsk() {
    api.then(304, Map.of(), "");

    assertThat(RestFixture.heldUp(client.get("/p")))
        .hasMessage("GitHub says that nothing has changed, but was not asked");
  }

  @Test
  void keepsNothingLarge() {
    var large = new JsonObject().put("a", "a".repeat(Remembered.MOST_CHARACTERS)).encode();
    api.then(200, TAGGED, "{}").then(200, TAGGED, large);

    for (var n = 0; n < 3; n++) {
      await(client.get("/p"));
    }

    assertThat(condition(1)).isEqualTo("W/\"1\"");
    assertThat(condition(2)).isNull();
  }

  @Test
  void keepsNoMoreThanItMay() {
    var remembered = new Remembered();
    var headers = MultiMap.caseInsensitiveMultiMap().add("ETag", "\"1\"");
    for (var n = 0; n < Remembered.MOST; n++) {
      remembered.keep("/" + n, new Reply(200, headers, new JsonObject()), 2);
    }
    remembered.at("/0");

    remembered.keep("/another", new Reply(200, headers, new JsonObject()), 2);

    assertThat(remembered.at("/0")).isPresent();
    assertThat(remembered.at("/1")).isEmpty();
    assertThat(remembered.at("/2")).isPresent();
    assertThat(remembered.at("/another")).isPresent();
  }
}
