package io.llmdevops.github.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.Callbacks;
import io.llmdevops.Hidden;
import io.llmdevops.Machine;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.llmdevops.github.standin.Token;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two machines that share nothing but {@code SECRET} and the account on GitHub, and do the same at
 * the same moment. Each has a token of its own: about the turns of one they could not agree.
 */
@Timeout(180)
class TwoMachinesIT {

  private static final Duration GAP = Duration.ofMillis(20);
  private static final int SECONDS = 60;

  /** What each of them does before it knows of the other. */
  private static final Set<String> BLINDLY =
      Set.of(Call.Kind.REST_CHANGE.name(), Call.Kind.GIT_PUSH.name());

  private final Vertx vertx = Vertx.vertx();
  private final Meeting meeting =
      new Meeting(
          call ->
              call.kind() == Call.Kind.GIT_PUSH
                  || call.kind() == Call.Kind.REST_CHANGE && call.path().equals("/user/repos"));
  private final List<Machine> machines = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  @TempDir Path folder;
  private Callbacks callbacks;
  private StandInGithub github;
  private OnGithub there;

  @BeforeEach
  void start() throws Exception {
    callbacks = new Callbacks(vertx);
    github = StandInGithub.start(vertx, folder.resolve("github"), Options.quick().gap(GAP));
    there = new OnGithub(github, folder.resolve("github"));
    github.faults().before(meeting::before);
    for (var name : List.of("one", "two")) {
      var token = github.accounts().give(Token.full(StandInGithub.LOGIN)).text();
      tokens.add(token);
      var settings =
          new JsonObject()
              .put("github_token", token)
              .put("github_api_url", github.apiUrl())
              .put("github_gap_ms", GAP.toMillis())
              .put("github_poll_ms", 50);
      machines.add(new Machine(vertx, folder.resolve(name), settings).start());
    }
    machines.forEach(Machine::awaitReady);
  }

  @AfterEach
  void close() {
    machines.forEach(Machine::close);
    github.close();
    vertx.close().await();
  }

  private JsonObject request(int round) {
    return Samples.request("markdown-to-html", round, callbacks);
  }

  /** Each machine gets its own; gives the callbacks, which say what the status says. */
  private List<JsonObject> publish(JsonObject one, JsonObject two) throws Exception {
    var requests = List.of(one, two);
    var ids = new ArrayList<String>();
    for (var i = 0; i < 2; i++) {
      ids.add(machines.get(i).post(requests.get(i)));
    }
    var told = new ArrayList<JsonObject>();
    for (var i = 0; i < 2; i++) {
      callbacks.await(requests.get(i).getString("nonce"), SECONDS);
      var task = machines.get(i).awaitEnd(ids.get(i));
      assertThat(task.getString("state")).as(task.encodePrettily()).isEqualTo("notified");
      assertThat(task.getString("error")).as(task.encodePrettily()).isNull();
      var callback = callbacks.only(requests.get(i).getString("nonce"));
      assertThat(callback.getString("commit_sha")).isEqualTo(task.getString("commit_sha"));
      told.add(callback);
    }
    return told;
  }

  private void assertNothingIsAmiss() throws Exception {
    assertThat(github.repositories()).hasSize(1);
    assertThat(github.sites()).isEqualTo(1);
    assertThat(github.journal().violations()).isEmpty();
    for (var machine : machines) {
      machine.stop();
    }
    for (var token : tokens) {
      var hidden = new Hidden(token);
      for (var machine : machines) {
        hidden.assertNotIn("log", machine.lines());
        hidden.assertNotBelow(machine.data());
      }
      hidden.assertNotInCallbacks(callbacks);
      hidden.assertNotBelow(folder.resolve("github"));
    }
  }

  @Test
  void theSameRequestIsPublishedOnce() throws Exception {
    var told = publish(request(1), request(1));

    assertThat(meeting.met()).isEqualTo(BLINDLY);
    assertThat(told.get(1)).isEqualTo(told.get(0));
    var repository = there.repository(StandInGithub.LOGIN, request(1));
    assertThat(there.history(repository))
        .extracting(RevCommit::name)
        .containsExactly(told.get(0).getString("commit_sha"));
    there.assertPublished(repository, told.get(0));
    assertNothingIsAmiss();
  }

  @Test
  void eachPushesOnTopOfTheOther() throws Exception {
    var first =
        publish(request(1).put("nonce", "one-of-one"), request(1).put("nonce", "one-of-two"));
    assertThat(meeting.met()).isEqualTo(BLINDLY);
    meeting.again();
    var second =
        publish(request(2).put("nonce", "two-of-one"), request(2).put("nonce", "two-of-two"));
    assertThat(meeting.met()).containsExactly(Call.Kind.GIT_PUSH.name());

    var repository = there.repository(StandInGithub.LOGIN, request(1));
    var history = there.history(repository);
    assertThat(history.subList(0, 2))
        .extracting(RevCommit::name)
        .containsExactlyInAnyOrder(shas(first));
    assertThat(history.subList(2, history.size()))
        .extracting(RevCommit::name)
        .containsExactlyInAnyOrder(shas(second));
    assertThat(history).allSatisfy(commit -> assertThat(commit.getParentCount()).isLessThan(2));
    there.assertPublished(repository, second.get(0));
    there.assertPublished(repository, second.get(1));
    assertNothingIsAmiss();
  }

  private static String[] shas(List<JsonObject> told) {
    return told.stream().map(callback -> callback.getString("commit_sha")).toArray(String[]::new);
  }
}
