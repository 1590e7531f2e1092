package io.llmdevops.github.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.Callbacks;
import io.llmdevops.Hidden;
import io.llmdevops.Machine;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Fault;
import io.llmdevops.github.standin.Options;
import io.llmdevops.github.standin.StandInGithub;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One engine, GitHub's stand-in, and tasks of two rounds between which a person pushes. */
final class Ordeal implements AutoCloseable {

  private static final Duration GAP = Duration.ofMillis(20);
  private static final int SECONDS = 60;
  private final Path folder;
  private final Callbacks callbacks;
  private final StandInGithub github;
  private final OnGithub there;
  private final Course course = new Course();
  private final Machine machine;
  private final Set<Course.Visit> laid = ConcurrentHashMap.newKeySet();
  private final Set<String> missed = ConcurrentHashMap.newKeySet();
  private final List<Ordered> tasks = new ArrayList<>();
  private final Map<String, String> ids = new ConcurrentHashMap<>();
  private final Map<String, String> persons = new ConcurrentHashMap<>();

  /** A task: both of its rounds. */
  record Ordered(Story story, JsonObject first, JsonObject second) {

    JsonObject request(int round) {
      return round == 1 ? first : second;
    }
  }

  /**
   * @param stuck after so long without a move a build is asked for again
   */
  Ordeal(Vertx vertx, Path folder, Options options, Duration stuck) throws Exception {
    this.folder = folder;
    callbacks = new Callbacks(vertx);
    github = StandInGithub.start(vertx, folder.resolve("github"), options.gap(GAP));
    there = new OnGithub(github, folder.resolve("github"));
    var settings =
        new JsonObject()
            .put("github_token", github.token())
            .put("github_api_url", github.apiUrl())
            .put("github_gap_ms", GAP.toMillis())
            .put("github_poll_ms", 50)
            .put("github_stuck_ms", stuck.toMillis());
    machine = new Machine(vertx, folder.resolve("machine"), settings);
    hang(new Reaper(course, () -> {}, any -> {}));
    beSlowToBuild();
  }

  void hang(Reaper reaper) {
    github.faults().before(reaper::before);
    github.faults().after(reaper::after);
  }

  /** A site has no build at first, so that there are looks that find none. */
  private void beSlowToBuild() {
    github
        .faults()
        .always(
            call ->
                is(call, Course.BUILD)
                    && visit(call).point().occurrence() == 1
                    && !laid.contains(visit(call)),
            Fault.When.BEFORE,
            Fault.answer(404));
  }

  private Course.Visit visit(Call call) {
    return course.of(call).orElseThrow();
  }

  private boolean is(Call call, String name) {
    return course.of(call).filter(visit -> visit.point().call().equals(name)).isPresent();
  }

  /** The next readings of it find nothing. */
  void hide(Course.Visit visit, int times) {
    var reading =
        visit.point().call().equals(Course.CREATION)
            ? Course.REPOSITORY
            : Course.SITE.replace(HttpMethod.POST.name(), HttpMethod.GET.name());
    github
        .faults()
        .times(
            times,
            call -> is(call, reading) && visit(call).repository().equals(visit.repository()),
            Fault.When.BEFORE,
            Fault.answer(404));
  }

  /** It happens to this task's call at that point. */
  void lay(JsonObject request, Course.Point point, Trouble trouble) {
    var visit = new Course.Visit(Samples.repository(request), point);
    laid.add(visit);
    missed.add(trouble + " " + visit);
    github
        .faults()
        .once(
            call -> {
              var hit = course.of(call).filter(visit::equals).isPresent();
              if (hit) {
                missed.remove(trouble + " " + visit);
              }
              return hit;
            },
            trouble.when(),
            trouble.fault());
  }

  /** It happens with the next question whose token it is. */
  void layOnUser(Trouble trouble) {
    github.faults().once(call -> is(call, Course.USER), trouble.when(), trouble.fault());
  }

  /** The next calls after its creation do not find the repository yet. */
  void hideNew(JsonObject request, int times) {
    var name = Samples.repository(request);
    github
        .faults()
        .times(
            times,
            call ->
                !is(call, Course.CREATION)
                    && !is(call, Course.USER)
                    && visit(call).repository().equals(name)
                    && github.repository(StandInGithub.LOGIN, name).isPresent(),
            Fault.When.BEFORE,
            Fault.answer(404));
  }

  Course course() {
    return course;
  }

  Machine machine() {
    return machine;
  }

  /** One more task; nothing is handed in yet. */
  Ordered task(Story story, String name) {
    var order =
        new Ordered(story, request(prefix(story) + name, 1), request(prefix(story) + name, 2));
    tasks.add(order);
    return order;
  }

  /** The names of this story's tasks begin so. */
  private static String prefix(Story story) {
    return story.name().toLowerCase(Locale.ROOT) + "-";
  }

  private JsonObject request(String name, int round) {
    return Samples.request("sum-of-sales", round, callbacks)
        .put("task", name)
        .put("nonce", name + "-" + round);
  }

  void hand(Ordered task, int round) throws Exception {
    var request = task.request(round);
    course.begins(request);
    task.story().prepare(github, round);
    handAgain(request);
  }

  void handAgain(JsonObject request) throws Exception {
    ids.put(request.getString("nonce"), machine.awaitReady().post(request));
  }

  boolean isHanded(JsonObject request) {
    return ids.containsKey(request.getString("nonce"));
  }

  JsonObject awaitCallback(JsonObject request) throws Exception {
    try {
      return callbacks.await(request.getString("nonce"), SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no callback for " + request + "\n" + machine.tail(), e);
    }
  }

  void personPushes(Ordered task) {
    var repository = there.repository(StandInGithub.LOGIN, task.first());
    var story = task.story();
    persons.put(repository.name(), there.personAdds(repository, story.path(), story.text()));
  }

  /** Ends the engine, and holds all that has come to be against what was asked for. */
  void judge() throws Exception {
    assertThat(missed).as("what has not come to pass").isEmpty();
    for (var task : tasks) {
      judge(task);
    }
    assertThat(github.repositories()).as("repositories").hasSameSizeAs(tasks);
    assertThat(github.sites()).isEqualTo(tasks.size());
    assertThat(github.journal().violations()).isEmpty();
    assertThat(github.journal().calls(call -> is(call, Course.ASK_FOR_BUILD)))
        .as("builds that were asked for")
        .allMatch(call -> visit(call).repository().startsWith(prefix(Story.STUCK)));
    var answers = new ArrayList<String>();
    for (var id : ids.values()) {
      answers.add(machine.get("/tasks/" + id).toString());
    }
    machine.stop();
    assertTokenIsHidden(answers);
  }

  private void judge(Ordered task) throws Exception {
    var one = ended(task.first());
    var two = ended(task.second());
    var repository = there.repository(StandInGithub.LOGIN, task.first());
    var history = there.history(repository);
    assertThat(history)
        .as("commits of " + repository.name())
        .extracting(commit -> commit.name())
        .containsExactly(
            one.getString("commit_sha"),
            persons.get(repository.name()),
            two.getString("commit_sha"));
    assertThat(List.of(history.get(0), history.get(2)))
        .allSatisfy(
            commit -> assertThat(commit.getFooterLines("Engine-Version")).containsExactly("1"))
        .flatExtracting(commit -> commit.getFooterLines("Engine-Task"))
        .hasSize(2)
        .doesNotHaveDuplicates();
    var story = task.story();
    assertThat(OnGithub.text(repository.files(), story.path())).isEqualTo(story.text());
    there.assertPublished(repository, two);
  }

  /** The callback, which came with one content only and says what the status says. */
  private JsonObject ended(JsonObject request) throws Exception {
    var task = machine.awaitEnd(ids.get(request.getString("nonce")));
    assertThat(task.getString("state")).as(task.encodePrettily()).isEqualTo("notified");
    assertThat(task.getString("error")).as(task.encodePrettily()).isNull();
    var callback = callbacks.only(request.getString("nonce"));
    for (var field :
        List.of("email", "task", "round", "nonce", "repo_url", "commit_sha", "pages_url")) {
      assertThat(callback.getValue(field)).as(field).isEqualTo(task.getValue(field));
    }
    return callback;
  }

  private void assertTokenIsHidden(List<String> answers) throws Exception {
    var hidden = new Hidden(github.token());
    hidden.assertNotIn("answers", answers);
    hidden.assertNotIn("log", machine.lines());
    hidden.assertNotInCallbacks(callbacks);
    hidden.assertNotBelow(machine.data());
    hidden.assertNotBelow(folder.resolve("github"));
  }

  @Override
  public void close() {
    machine.close();
    github.close();
  }
}
