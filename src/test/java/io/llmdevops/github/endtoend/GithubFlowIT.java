package io.llmdevops.github.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.Callbacks;
import io.llmdevops.Machine;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks from their acceptance to their callback, with GitHub in between. */
@Timeout(180)
class GithubFlowIT {

  private static final int SECONDS = 60;
  private static final Duration GAP = Duration.ofMillis(100);

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;
  private Callbacks callbacks;
  private StandInGithub github;
  private OnGithub there;

  @BeforeEach
  void listen() throws Exception {
    callbacks = new Callbacks(vertx);
  }

  @AfterEach
  void close() {
    github.close();
    vertx.close().await();
  }

  private void github(Options options) {
    github = StandInGithub.start(vertx, folder.resolve("github"), options.gap(GAP));
    there = new OnGithub(github, folder.resolve("github"));
  }

  private Machine machine(String name, JsonObject more) throws Exception {
    var settings =
        new JsonObject()
            .put("github_token", github.token())
            .put("github_api_url", github.apiUrl())
            .put("github_gap_ms", GAP.toMillis())
            .put("github_poll_ms", 50);
    return new Machine(vertx, folder.resolve(name), settings.mergeIn(more));
  }

  private JsonObject request(String sample, int round) {
    return Samples.request(sample, round, callbacks);
  }

  /** Hands it in and gives its callback, which agrees with its status. */
  private JsonObject published(Machine machine, JsonObject request) throws Exception {
    var id = machine.awaitReady().post(request);
    var callback = callbacks.await(request.getString("nonce"), SECONDS);
    var task = machine.awaitEnd(id);
    assertThat(task.getString("error")).isNull();
    for (var field :
        List.of("email", "task", "round", "nonce", "repo_url", "commit_sha", "pages_url")) {
      assertThat(callback.getValue(field)).as(field).isEqualTo(task.getValue(field));
    }
    return callback;
  }

  private List<Call> callsSince(int number) {
    return github.journal().calls(call -> call.number() >= number);
  }

  private static long count(List<Call> calls, Call.Kind kind) {
    return calls.stream().filter(call -> call.kind() == kind).count();
  }

  private static void print(String what, List<Call> calls) {
    Map<String, Long> kinds =
        calls.stream()
            .collect(
                Collectors.groupingBy(
                    call -> call.kind().toString(), TreeMap::new, Collectors.counting()));
    System.out.println("calls to GitHub in " + what + ": " + kinds);
  }

  @Test
  void twoRoundsCostTwoChangingCallsAndAPushEach() throws Exception {
    github(Options.quick());
    var first = request("sum-of-sales", 1);
    var second = request("sum-of-sales", 2);
    JsonObject one;
    JsonObject two;
    try (var machine = machine("one", new JsonObject()).start()) {
      one = published(machine, first);
      var calls = callsSince(0);
      print("round 1", calls);
      assertThat(count(calls, Call.Kind.REST_CHANGE)).isEqualTo(2);
      assertThat(count(calls, Call.Kind.GIT_PUSH)).isEqualTo(1);
      there.assertPublished(there.repository(StandInGithub.LOGIN, first), one);

      var sofar = github.journal().calls().size();
      two = published(machine, second);
      var more = callsSince(sofar);
      print("round 2", more);
      assertThat(count(more, Call.Kind.REST_CHANGE)).isZero();
      assertThat(count(more, Call.Kind.GIT_PUSH)).isEqualTo(1);
    }
    var repository = there.repository(StandInGithub.LOGIN, first);
    there.assertPublished(repository, two);
    assertThat(repository.head()).isEqualTo(two.getString("commit_sha"));
    assertThat(there.history(repository))
        .extracting(RevCommit::name)
        .containsExactly(one.getString("commit_sha"), two.getString("commit_sha"));
    assertThat(two.getString("repo_url")).isEqualTo(one.getString("repo_url"));
    assertThat(two.getString("pages_url")).isEqualTo(one.getString("pages_url"));
    assertThat(github.journal().violations()).isEmpty();
  }

  @Test
  void aNewMachineGoesOnWhereTheOldOneWasAndKeepsWhatAPersonHasPushed() throws Exception {
    github(Options.quick());
    var first = request("sum-of-sales", 1);
    JsonObject one;
    try (var machine = machine("old", new JsonObject()).start()) {
      one = published(machine, first);
    }
    var repository = there.repository(StandInGithub.LOGIN, first);
    var person = there.personAdds(repository, "NOTES.md", "Mine.\n");
    var calls = github.journal().calls().size();
    var third = request("sum-of-sales", 2).put("round", 3).put("nonce", "round-3");
    JsonObject three;
    try (var machine = machine("new", new JsonObject()).start()) {
      three = published(machine, third);
    }

    var more = callsSince(calls);
    print("a later round on a new machine", more);
    assertThat(count(more, Call.Kind.REST_CHANGE)).isZero();
    assertThat(count(more, Call.Kind.GIT_PUSH)).isEqualTo(1);
    assertThat(github.repositories()).hasSize(1);
    assertThat(there.history(repository))
        .extracting(RevCommit::name)
        .containsExactly(one.getString("commit_sha"), person, three.getString("commit_sha"));
    assertThat(OnGithub.text(repository.files(), "NOTES.md")).isEqualTo("Mine.\n");
    there.assertPublished(repository, three);
    assertThat(github.journal().violations()).isEmpty();
  }

  @Test
  void anOrganisationOwnsThem() throws Exception {
    github(Options.quick());
    github.organisation("acme", "somebody-else", Set.of(StandInGithub.LOGIN), true);
    var first = request("markdown-to-html", 1);
    var second = request("markdown-to-html", 2);
    try (var machine = machine("one", new JsonObject().put("github_owner", "acme")).start()) {
      published(machine, first);
      there.assertPublished(there.repository("acme", first), published(machine, second));
    }
    assertThat(github.repositories()).hasSize(1);
    assertThat(github.journal().violations()).isEmpty();
  }

  @Test
  void anEnterpriseServersAddressHasAPath() throws Exception {
    github(Options.quick().apiPath("/api/v3"));
    assertThat(github.apiUrl()).endsWith("/api/v3");
    var first = request("markdown-to-html", 1);
    try (var machine = machine("one", new JsonObject()).start()) {
      published(machine, first);
    }
    var second = request("markdown-to-html", 2);
    var slash = new JsonObject().put("github_api_url", github.apiUrl() + "/");
    try (var machine = machine("two", slash).start()) {
      there.assertPublished(
          there.repository(StandInGithub.LOGIN, first), published(machine, second));
    }
    assertThat(github.repositories()).hasSize(1);
    assertThat(github.journal().violations()).isEmpty();
  }
}
