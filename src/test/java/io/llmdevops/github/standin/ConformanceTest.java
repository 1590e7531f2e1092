package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What does not fit GitHub's description of its API is seen. */
@Timeout(180)
class ConformanceTest {

  private static final String PAGES = "/repos/octo-engine/app/pages";
  private Conformance conformance;

  @BeforeEach
  void load() throws Exception {
    conformance = Conformance.load();
  }

  private void asks(HttpMethod method, String uri, Object body) {
    var query = MultiMap.caseInsensitiveMultiMap();
    var parts = uri.split("\\?");
    if (parts.length > 1) {
      for (var pair : parts[1].split("&")) {
        query.add(pair.split("=")[0], pair.split("=")[1]);
      }
    }
    var headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Accept", "application/vnd.github+json")
            .add("Content-Type", "application/json");
    conformance.asked(call(method, uri), parts[0], query, headers, body);
  }

  private static Call call(HttpMethod method, String uri) {
    return new Call(0, Call.Kind.REST_CHANGE, method, uri, Instant.EPOCH);
  }

  @Test
  void letsPassWhatIsDescribed() {
    asks(HttpMethod.GET, "/repos/octo-engine/app/actions/runs?branch=main&per_page=5", null);
    asks(
        HttpMethod.POST,
        PAGES,
        new JsonObject().put("source", new JsonObject().put("branch", "main").put("path", "/")));
    asks(HttpMethod.POST, PAGES, new JsonObject().put("build_type", "workflow"));
    asks(HttpMethod.POST, "/repos/octo-engine/app/pages/builds", null);

    assertThat(conformance.faults()).isEmpty();
  }

  @Test
  void seesAQueryParameterThatThereIsNot() {
    asks(HttpMethod.GET, "/repos/octo-engine/app/actions/runs?sha=abc", null);

    assertThat(conformance.faults()).singleElement().asString().contains("no query parameter sha");
  }

  @Test
  void seesAParameterOfTheWrongType() {
    asks(HttpMethod.GET, "/repos/octo-engine/app/actions/runs?per_page=many", null);
    asks(HttpMethod.GET, "/repos/octo-engine/app/actions/runs/latest", null);

    assertThat(conformance.faults()).hasSize(2);
  }

  @Test
  void seesAMissingField() {
    asks(HttpMethod.POST, "/user/repos", new JsonObject().put("description", "no name"));
    asks(HttpMethod.POST, PAGES, new JsonObject());

    assertThat(conformance.faults()).hasSize(2);
    assertThat(conformance.faults().get(0)).contains("name");
  }

  @Test
  void seesAFieldOfTheWrongType() {
    asks(HttpMethod.POST, "/user/repos", new JsonObject().put("name", 1));
    asks(HttpMethod.POST, PAGES, new JsonObject().put("build_type", "branch"));

    assertThat(conformance.faults()).hasSize(2);
  }

  @Test
  void seesAFieldThatThereIsNot() {
    asks(HttpMethod.POST, "/user/repos", new JsonObject().put("name", "app").put("title", "App"));

    assertThat(conformance.faults()).singleElement().asString().contains("title");
  }

  @Test
  void seesAnOperationThatThereIsNot() {
    asks(HttpMethod.POST, "/repos/octo-engine/app/pages/builds/latest", null);

    assertThat(conformance.faults()).singleElement().asString().contains("no such operation");
  }

  @Test
  void seesAnAnswerThatIsNeverGiven() {
    conformance.answered(call(HttpMethod.POST, PAGES), PAGES, Answer.of(202, new JsonObject()));

    assertThat(conformance.faults()).singleElement().asString().contains("never answered with 202");
  }

  @Test
  void seesAnAnswerThatLacksSomething() {
    conformance.answered(
        call(HttpMethod.GET, PAGES),
        PAGES,
        Answer.of(
            200, new JsonObject().put("url", "https://api.github.com/x").put("public", true)));

    assertThat(conformance.faults()).singleElement().asString().contains("the answer 200");
  }

  @Test
  void seesAnAnswerOfTheWrongShape() {
    conformance.answered(call(HttpMethod.GET, PAGES), PAGES, Answer.of(200, new JsonArray()));
    conformance.answered(
        call(HttpMethod.GET, PAGES), PAGES, Answer.of(404, new JsonObject().put("message", 404)));

    assertThat(conformance.faults()).hasSize(2);
  }
}
