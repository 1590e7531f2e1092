package io.llmdevops.github.pages;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.GithubConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.github.pages.ScriptedServer.Answer;
import io.llmdevops.github.rest.Repo;
import io.llmdevops.github.rest.RestClient;
import io.llmdevops.task.Fact;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SitesTest {

  private static final Repo REPO = new Repo("octo", "hello");
  private static final String LOOK = "GET /repos/octo/hello/pages";
  private static final String CREATE = "POST /repos/octo/hello/pages";
  private static final String CHANGE = "PUT /repos/octo/hello/pages";
  private static final String URL = "https://octo.github.io/hello/";
  private static final SitePlan BRANCH = new SitePlan(Optional.empty(), Optional.of("digest"));
  private static final SitePlan WORKFLOW =
      new SitePlan(Optional.of(".github/workflows/pages.yml"), Optional.empty());
  private static final String WANTS_BRANCH =
      "{\"build_type\":\"legacy\",\"source\":{\"branch\":\"main\",\"path\":\"/\"}}";
  private static final String WANTS_WORKFLOW = "{\"build_type\":\"workflow\"}";

  /** How often it was asked, right before a request, whether the task is still ours. */
  private final AtomicInteger leaseAsked = new AtomicInteger();

  private Vertx vertx;
  private ScriptedServer github;
  private Sites sites;

  @BeforeEach
  void listen() {
    vertx = Vertx.vertx();
    github = new ScriptedServer(vertx);
    var pace =
        new GithubConfig.Pace(
            Duration.ofMillis(1), Duration.ofSeconds(3), Duration.ZERO, Duration.ofSeconds(60));
    var config = new GithubConfig(new Secret("t".repeat(40)), github.url(), Optional.empty(), pace);
    sites = new Sites(new RestClient(vertx, config, new NoLimits()));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void switchesANewBranchSiteOnByOneCallAfterThePush() {
    github.on(CREATE, page(201, "legacy", "main", "/"));

    assertThat(prepare(BRANCH, true)).isEmpty();
    assertThat(open(BRANCH, true).url()).isEqualTo(URL);

    assertThat(github.asked()).containsExactly(CREATE);
    assertThat(github.calls().get(0).body()).isEqualTo(WANTS_BRANCH);
    assertThat(leaseAsked).hasValue(1);
  }

  @Test
  void switchesANewWorkflowSiteOnBeforeThePush() {
    github.on(CREATE, page(201, "workflow", null, null));

    var site = prepare(WORKFLOW, true).orElseThrow();

    assertThat(site.url()).isEqualTo(URL);
    assertThat(site.facts()).contains(new Fact.Marked(Memory.LATE, "false"));
    assertThat(github.asked()).containsExactly(CREATE);
    assertThat(github.calls().get(0).body()).isEqualTo(WANTS_WORKFLOW);
  }

  @Test
  void changesNothingThatIsAsItShouldBe() {
    github.on(LOOK, page(200, "legacy", "main", "/"));
    assertThat(open(BRANCH, false).facts()).contains(new Fact.Marked(Memory.SOURCE, ""));

    github.on(LOOK, page(200, "workflow", null, null));
    assertThat(prepare(WORKFLOW, false)).isPresent();

    assertThat(github.asked()).containsExactly(LOOK, LOOK);
    assertThat(leaseAsked).hasValue(2);
  }

  @Test
  void switchesOnWhatWasNeverSwitchedOn() {
    github.on(CREATE, page(201, "legacy", "main", "/"));

    open(BRANCH, false);

    assertThat(github.asked()).containsExactly(LOOK, CREATE);
  }

  @Test
  void changesABranchSiteIntoAWorkflowsBeforeThePush() {
    github.on(LOOK, page(200, "legacy", "main", "/"));
    github.on(CHANGE, Answer.json(204, new JsonObject()));

    assertThat(prepare(WORKFLOW, false).orElseThrow().url()).isEqualTo(URL);

    assertThat(github.asked()).containsExactly(LOOK, CHANGE);
    assertThat(github.calls().get(1).body()).isEqualTo(WANTS_WORKFLOW);
    assertThat(leaseAsked).hasValue(2);
  }

  @Test
  void changesAWorkflowsSiteIntoABranchsAfterThePush() {
    github.on(LOOK, page(200, "workflow", "gh-pages", "/"));
    github.on(CHANGE, Answer.json(204, new JsonObject()));

    assertThat(prepare(BRANCH, false)).isEmpty();
    assertThat(open(BRANCH, false).facts()).contains(new Fact.Marked(Memory.SOURCE, ""));

    assertThat(github.asked()).containsExactly(LOOK, CHANGE);
    assertThat(github.calls().get(1).body()).isEqualTo(WANTS_BRANCH);
  }

  @Test
  void leavesTheSourceThatAPersonHasSetAndRemembersIt() {
    github.on(LOOK, page(200, "legacy", "main", "/docs"));

    var site = open(BRANCH, false);

    assertThat(leaseAsked).hasValue(1);
    assertThat(site.facts())
        .anyMatch(
            fact ->
                fact instanceof Fact.Marked mark
                    && mark.name().equals(Memory.SOURCE)
                    && mark.value().contains("the branch main, folder /docs"));
  }

  @Test
  void looksWhatIsThereWhereThereIsAConflict() {
    github.on(CREATE, refusal(409, "A Pages site already exists"));
    github.on(LOOK, page(200, "legacy", "main", "/"));

    assertThat(open(BRANCH, true).url()).isEqualTo(URL);

    assertThat(github.asked()).containsExactly(CREATE, LOOK);
  }

  @Test
  void putsAWorkflowSiteOffThatAnEmptyRepositoryCannotHave() {
    github.on(CREATE, refusal(422, "The repository is empty"), page(201, "workflow", null, null));

    assertThat(prepare(WORKFLOW, true)).isEmpty();
    assertThat(open(WORKFLOW, true).facts()).contains(new Fact.Marked(Memory.LATE, "true"));
  }

  @Test
  void comesAgainWhileGithubDoesNotSeeWhatWasPushed() {
    github.on(CREATE, refusal(422, "The main branch must exist before GitHub Pages can be built."));
    assertHeldUp(() -> open(BRANCH, true), "main branch must exist");

    github.on(CREATE, Answer.json(202, new JsonObject()));
    github.on(LOOK, refusal(404, "Not Found"));
    assertHeldUp(() -> open(BRANCH, true), "could not be switched on: 202");

    github.on(CREATE, refusal(409, "busy"));
    assertHeldUp(() -> open(BRANCH, true), "busy");
  }

  @Test
  void looksFirstWhereAnAnswerWasLost() {
    github.on(CREATE, Answer.dropped());
    assertThatThrownBy(() -> open(BRANCH, true)).isInstanceOf(HeldUpException.class);
    github.on(LOOK, page(200, "legacy", "main", "/"));

    assertThat(open(BRANCH, false).url()).isEqualTo(URL);

    assertThat(github.asked()).containsExactly(CREATE, LOOK);
  }

  @Test
  void saysWhatToDoWherePagesCannotBeHad() {
    github.on(
        CREATE,
        refusal(422, "Your current plan does not support GitHub Pages for this repository."));
    assertRefused(
        "Your current plan does not support GitHub Pages", "plan of the account", "policy");
  }

  @Test
  void tellsApartWhatMayOnlyNotBeThereYet() {
    github.on(CREATE, refusal(404, "Not Found"));

    assertThatThrownBy(() -> open(BRANCH, false))
        .isInstanceOf(Sites.NotThereException.class)
        .hasMessageContainingAll("404 Not Found", "Pages and Administration");
  }

  @Test
  void takesASiteThatIsPromisedForOneOnceItIsThere() {
    github.on(CREATE, Answer.json(202, new JsonObject()));
    github.on(LOOK, page(200, "legacy", "main", "/"));

    assertThat(open(BRANCH, true).url()).isEqualTo(URL);
  }

  @Test
  void pushesBeforeItGivesUpOnAWorkflowSite() {
    github.on(CREATE, refusal(403, "Resource not accessible by personal access token"));

    assertThat(prepare(WORKFLOW, false)).isEmpty();
    assertThatThrownBy(() -> open(WORKFLOW, false)).isInstanceOf(RefusedException.class);
  }

  private void assertRefused(String... told) {
    assertThatThrownBy(() -> open(BRANCH, false))
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(told);
  }

  private static void assertHeldUp(Supplier<Sites.Site> call, String why) {
    assertThatThrownBy(call::get).isInstanceOf(HeldUpException.class).hasMessageContaining(why);
  }

  private Optional<Sites.Site> prepare(SitePlan plan, boolean isNew) {
    return called(() -> sites.prepare(REPO, plan, isNew, leaseAsked::incrementAndGet));
  }

  private Sites.Site open(SitePlan plan, boolean isNew) {
    return called(() -> sites.open(REPO, plan, isNew, leaseAsked::incrementAndGet));
  }

  private <T> T called(Supplier<Future<T>> call) {
    return await(Future.<T>future(done -> vertx.runOnContext(go -> call.get().onComplete(done))));
  }

  private static Answer page(int status, String kind, String branch, String path) {
    return Answer.json(
        status,
        new JsonObject()
            .put("html_url", URL)
            .put("build_type", kind)
            .put(
                "source",
                branch == null ? null : new JsonObject().put("branch", branch).put("path", path)));
  }

  private static Answer refusal(int status, String message) {
    return Answer.json(status, new JsonObject().put("message", message));
  }
}
