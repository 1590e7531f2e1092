package io.llmdevops.check;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmdevops.SettableClock;
import io.llmdevops.check.browser.chromium.Chromium;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subjects;
import io.llmdevops.check.page.Works;
import io.llmdevops.check.repository.SecretsRule;
import io.llmdevops.check.statement.StatementJudge.Verdicts;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.Resolver;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the judges make of what the browser of this machine really sees. */
@Timeout(60)
class JudgingInABrowserTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final SecretSearch SEARCH = new SecretSearch(List.of());
  private static final String TOTAL = "document.querySelector('#total').textContent === '5'";

  @TempDir static Path folder;
  private static Judging judging;
  private static Chromium browser;

  @BeforeAll
  static void open() {
    var limits = new BrowserConfig.Limits(Duration.ofMillis(600), Duration.ofSeconds(40), 1_536);
    var config =
        new BrowserConfig(
            true, Optional.empty(), Optional.empty(), Optional.empty(), 1, false, limits, folder);
    var resolver = new GuardedResolver(new AddressGuard(false), Resolver.system(VERTX));
    browser = new Chromium(VERTX, config, new Guard.Rules(resolver, Set.of(), false));
    assumeTrue(browser.missing().isEmpty(), "there is a browser");
    var instruments =
        new Instruments(
            browser,
            (work, subject, statements, views) ->
                Future.succeededFuture(new Verdicts(List.of(), List.of())));
    judging =
        Judging.of(instruments, config, new SecretsRule(SEARCH), SEARCH, VERTX::executeBlocking);
  }

  @AfterAll
  static void close() {
    await(browser.close());
    await(VERTX.close());
  }

  @Test
  void tellsARepairingModelWhatItNeeds() {
    var judgement = judge(app("const total = 2 + 3;\nshow(totl);\n"));

    assertThat(failures(judgement))
        .extracting(CheckResult::check)
        .containsExactly("The page's scripts run without uncaught errors", "js: " + TOTAL);
    var error = failures(judgement).get(0);
    assertThat(error.reason())
        .startsWith("app.js:2:")
        .contains("ReferenceError: totl is not defined");
    var script = failures(judgement).get(1);
    assertThat(script.reason()).startsWith("was still false after 0.").endsWith(" s");
    assertThat(script.evidence())
        .contains("app.js:2:", "totl is not defined", "\"Sales\"", "\"The total is nothing\"");
    assertThat(judgement.picture()).isPresent();
  }

  @Test
  void passesWhatIsRight() {
    var judgement =
        judge(app("show(2 + 3);\n").check(at("?total=7", "location.search.length === 8")));

    assertThat(failures(judgement)).isEmpty();
    assertThat(judgement.results())
        .filteredOn(result -> result.check().startsWith("js: "))
        .hasSize(2)
        .allSatisfy(result -> assertThat(result.reason()).startsWith("true "));
  }

  @Test
  void failsAnAddressThatIsNotThere() {
    var judgement = judge(app("show(5);\n").check(at("about.html", "true")));

    assertThat(failures(judgement))
        .extracting(CheckResult::reason)
        .containsExactly("the server answers 404, there is no such page (at about.html)");
  }

  @Test
  void tellsOfALibraryThatDidNotCome() {
    var page =
        "<!doctype html><title>Notes</title><p id=out>nothing</p>"
            + "<script src=\"https://cdn.llmdevops.invalid/marked@12.0.2/marked.min.js\"></script>"
            + "<script>out.innerHTML = marked.parse('# Hi')</script>";
    var why = "cdn.llmdevops.invalid:443: other sites are switched off here";

    var judgement =
        judge(
            Subjects.page(page)
                .file("README.md", Subjects.README)
                .check(new Check.Script("!!document.querySelector('h1')", Optional.empty())));

    var failures = failures(judgement);
    assertThat(failures).hasSize(2);
    assertThat(failures.get(0).reason())
        .contains("marked is not defined (from another site did not come: " + why + ")");
    assertThat(failures.get(1).reason()).contains(why);
    assertThat(failures.get(1).evidence()).contains("marked is not defined", why);
  }

  @Test
  void doesNotHoldAgainstThePageThatACheckIsNoExpression() {
    var judgement = judge(app("show(5);\n").check(new Check.Script("a b", Optional.empty())));

    assertThat(failures(judgement)).isEmpty();
    assertThat(judgement.results().get(judgement.results().size() - 1).reason())
        .startsWith("the check itself is no JavaScript expression: SyntaxError");
  }

  @Test
  void failsACheckByWhichThePageGivesNoJson() {
    var judgement =
        judge(app("show(5);\n").check(new Check.Script("JSON.parse('{a')", Optional.empty())));

    assertThat(failures(judgement)).hasSize(1);
    assertThat(failures(judgement).get(0).reason()).startsWith("threw SyntaxError");
  }

  @Test
  void copesWithASiteWithoutAPage() {
    var judgement = judge(new Subjects().file("README.md", Subjects.README));

    assertThat(failures(judgement))
        .extracting(result -> StandingCheck.of(result).orElseThrow())
        .contains(StandingCheck.INDEX, StandingCheck.LOADS);
  }

  private static Subjects app(String script) {
    var page =
        "<!doctype html><title>Sales</title><p>The total is <b id=total>nothing</b></p>"
            + "<script>function show(it) { document.querySelector('#total').textContent = it; }"
            + "</script><script src=app.js></script>";
    return Subjects.page(page)
        .file("app.js", script)
        .file("README.md", Subjects.README)
        .check(new Check.Script(TOTAL, Optional.empty()));
  }

  private static Check at(String url, String js) {
    return new Check.Script(js, Optional.of(url));
  }

  private static Judgement judge(Subjects subjects) {
    return await(judging.judge(new Works(new SettableClock()).work(), subjects.subject()));
  }

  private static List<CheckResult> failures(Judgement judgement) {
    return judgement.results().stream()
        .filter(result -> result.verdict() == Verdict.FAIL)
        .filter(result -> !StandingCheck.LICENCE.isOf(result))
        .toList();
  }
}
