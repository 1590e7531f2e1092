package io.llmdevops.github.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.github.standin.Fault.When;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is laid for a call goes wrong with it, and only with it. */
@Timeout(60)
class FaultsTest extends StandInFixture {

  private StandInGithub github;
  private Api api;

  @BeforeEach
  void startOne() {
    github = github(Options.quick());
    api = Api.of(github);
  }

  private static JsonObject app() {
    return new JsonObject().put("name", "app");
  }

  @Test
  void losesAnAnswerAfterTheEffect() {
    var creating = Faults.rest(HttpMethod.POST, "/user/repos");
    github.faults().once(creating, When.AFTER, Fault.drop());

    assertThatThrownBy(() -> api.post("/user/repos", app())).isInstanceOf(IOException.class);
    assertThat(github.repository("octo-engine", "app")).isPresent();
    assertThat(github.journal().calls().get(0).status()).isEqualTo(Call.NONE);
  }

  @Test
  void losesARequestBeforeItsEffect() throws Exception {
    github.faults().once(Faults.number(0), When.BEFORE, Fault.drop());

    assertThatThrownBy(() -> api.post("/user/repos", app())).isInstanceOf(IOException.class);
    assertThat(github.repositories()).isEmpty();
    assertThat(api.post("/user/repos", app()).statusCode()).isEqualTo(201);
  }

  @Test
  void answersSomethingElse() throws Exception {
    github.faults().times(2, Faults.kind(Call.Kind.REST_READ), When.BEFORE, Fault.answer(502));

    assertThat(api.get("/user").statusCode()).isEqualTo(502);
    var second = api.get("/user");
    assertThat(second.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(api.get("/user").statusCode()).isEqualTo(200);
  }

  @Test
  void delaysAndThenGoesOn() throws Exception {
    var time = Duration.ofMillis(300);
    github.faults().always(Faults.kind(Call.Kind.REST_READ), When.AFTER, Fault.delay(time));
    var started = System.nanoTime();

    assertThat(api.get("/user").statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(time.toNanos());
  }

  @Test
  void tellsBeforeAndAfterEachEffect() throws Exception {
    var seen = new CopyOnWriteArrayList<String>();
    github.faults().before(call -> told(seen, "before"));
    github.faults().after(call -> told(seen, "after"));
    api.post("/user/repos", app());

    assertThat(seen).containsExactly("before 0 repositories", "after 1 repositories");
  }

  private Future<Void> told(CopyOnWriteArrayList<String> seen, String when) {
    seen.add(when + " " + github.repositories().size() + " repositories");
    return Future.succeededFuture();
  }

  @Test
  void losesTheAnswerToAPushThatHappened() throws Exception {
    var repository = github.create("octo-engine", "app");
    github.faults().once(Faults.kind(Call.Kind.GIT_PUSH), When.AFTER, Fault.drop());
    var url = github.gitUrl() + "/octo-engine/app.git";
    var pushed = Pushing.from(folder).push(url, github.token(), "a.txt", "1");

    assertThat(pushed.exit()).isNotZero();
    assertThat(repository.commits()).hasSize(1);
  }

  @Test
  void keepsANewRepositoryHiddenForAWhile() throws Exception {
    var slow = github(Options.quick().delays(Options.Delays.NONE.creation(Duration.ofHours(1))));
    var other = Api.of(slow);
    assertThat(other.post("/user/repos", app()).statusCode()).isEqualTo(201);

    assertThat(other.get("/repos/octo-engine/app").statusCode()).isEqualTo(404);
    var url = slow.gitUrl() + "/octo-engine/app.git";
    assertThat(Pushing.from(folder).push(url, slow.token(), "a.txt", "1").output())
        .contains("not found");
    assertThat(other.post("/user/repos", app()).statusCode())
        .as("the name is taken")
        .isEqualTo(422);
  }
}
