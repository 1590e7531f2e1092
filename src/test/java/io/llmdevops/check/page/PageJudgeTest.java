package io.llmdevops.check.page;

import static io.llmdevops.check.page.Sights.incident;
import static io.llmdevops.check.page.Sights.page;
import static io.llmdevops.check.page.Sights.ran;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.llmdevops.SettableClock;
import io.llmdevops.check.browser.NoBrowserException;
import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Sighting.Ran.End;
import io.llmdevops.check.browser.Visit;
import io.llmdevops.check.browser.Visit.Load;
import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Subjects;
import io.llmdevops.config.BrowserConfig.Limits;
import io.llmdevops.config.Secret;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.LeaseLostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageJudgeTest {

  private static final String SECRET = "correct-horse-staple";
  private static final String SITE = "http://site-3f9a.localhost/app-1/";
  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(15), Duration.ofSeconds(90), 1_536);

  private final SettableClock clock = new SettableClock();
  private final Works works = new Works(clock);

  @Test
  void loadsTheSiteItselfEvenWhereNoCheckNeedsIt() {
    var visit = visit(new Subjects());

    assertThat(visit.loads()).containsExactly(new Load("", List.of()));
    assertThat(visit.folder()).isEqualTo("app-1");
    assertThat(visit.checkTime()).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void loadsEachAddressOnceInOrderOfItsFirstCheck() {
    var visit =
        visit(
            new Subjects()
                .check(at("?id=7", "1"))
                .check(new Check.Statement("It is nice"))
                .check(here("2"))
                .check(at("about.html", "3"))
                .check(at("?id=7", "4")));

    assertThat(visit.loads())
        .containsExactly(
            new Load("", List.of("2")),
            new Load("?id=7", List.of("1", "4")),
            new Load("about.html", List.of("3")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./", "././", "?", "#", "./?", "%2e/"})
  void takesWhatMeansTheRootForIt(String address) {
    assertThat(visit(new Subjects().check(at(address, "1"))).loads())
        .containsExactly(new Load("", List.of("1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#about", "?a", "..a", "index.html", "a/", "?#"})
  void loadsWhatOnlyLooksLikeTheRootByItself(String address) {
    assertThat(visit(new Subjects().check(at(address, "1"))).loads())
        .containsExactly(new Load("", List.of()), new Load(address, List.of("1")));
  }

  @Test
  void showsNoPageACheckThatHoldsASecret() {
    var visit = visit(new Subjects().check(here("'" + SECRET + "'")).check(here("2")));

    assertThat(visit.toString()).doesNotContain(SECRET);
    assertThat(visit.loads()).containsExactly(new Load("", List.of("2")));
  }

  @ParameterizedTest
  @CsvSource({"0, 90", "250, 50", "290, 20", "400, 20"})
  void givesWhatIsLeftButNeverTooLittle(long age, long seconds) {
    clock.advance(Duration.ofSeconds(age));

    assertThat(visit(new Subjects()).time()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void passesAPageThatDoesAllRight() {
    var seen = judge(Sights.fine(), new Subjects().check(here("1")).check(at("?id=7", "2")));

    assertThat(seen.standing())
        .extracting(CheckResult::verdict)
        .hasSize(5)
        .containsOnly(Verdict.PASS);
    assertThat(seen.scripts().values())
        .extracting(CheckResult::verdict, CheckResult::reason)
        .containsOnly(tuple(Verdict.PASS, "true after 0.4 s"));
    assertThat(seen.views()).containsExactly(Sights.view(""), Sights.view("?id=7"));
    assertThat(seen.picture()).contains(Sights.PICTURE);
    assertThat(seen.note()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void knowsWhatEachIncidentIsWorth(Kind kind) {
    var results = standing(page("", List.of(), incident(kind, "it happened", "")));

    var odd = results.stream().filter(each -> each.verdict() != Verdict.PASS).toList();
    assertThat(odd)
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.reason()).endsWith("it happened");
              assertThat(result.evidence()).isEqualTo("it happened");
              assertThat(result.verdict()).isEqualTo(expected(kind));
            });
  }

  private static Verdict expected(Kind kind) {
    return switch (kind) {
      case UNCAUGHT_ERROR,
          CONSOLE_ERROR,
          LOCAL_REQUEST_FAILED,
          OUT_OF_TIME,
          OUT_OF_MEMORY,
          CRASHED ->
          Verdict.FAIL;
      default -> Verdict.WARN;
    };
  }

  @Test
  void tellsAnErrorWithItsFileLineAndStack() {
    var text = "TypeError: x is null\n    at add (" + SITE + "app.js:3:5)\n    at " + SITE + ":9:1";

    var results =
        standing(page("", List.of(), incident(Kind.UNCAUGHT_ERROR, text, SITE + "app.js:3:5")));

    assertThat(of(StandingCheck.ERRORS, results))
        .containsExactly(
            StandingCheck.ERRORS.result(
                Verdict.FAIL,
                "app.js:3:5: TypeError: x is null",
                "TypeError: x is null at add (app.js:3:5) at index.html:9:1"));
  }

  @Test
  void saysThatAnAddressLeadsOutOfTheSite() {
    var text = "http://site-3f9a.localhost/style.css: 404";

    var results = standing(page("", List.of(), incident(Kind.LOCAL_REQUEST_FAILED, text, "")));

    assertThat(of(StandingCheck.REQUESTS, results))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.reason()).isEqualTo("it did not load: /style.css: 404");
              assertThat(result.evidence()).startsWith("/style.css: 404; ").contains("relative");
            });
  }

  @Test
  void saysAtWhichAddressAnErrorHappened() {
    var broken = incident(Kind.UNCAUGHT_ERROR, "Error: no id", SITE + "?id=7:2:1");

    var results = standing("?id=7", page("", List.of()), page("?id=7", List.of(), broken));

    assertThat(of(StandingCheck.ERRORS, results))
        .extracting(CheckResult::reason)
        .containsExactly("index.html?id=7:2:1: Error: no id (at ?id=7)");
  }

  @Test
  void tellsAnErrorOfEveryPageOnce() {
    var first = incident(Kind.UNCAUGHT_ERROR, "Error: bad", SITE + ":2:1");
    var second = incident(Kind.UNCAUGHT_ERROR, "Error: bad", SITE + "?id=7:2:1");

    var results = standing("?id=7", page("", List.of(), first), page("?id=7", List.of(), second));

    assertThat(of(StandingCheck.ERRORS, results)).hasSize(1);
  }

  @Test
  void failsAPageThatIsNotThere() {
    var missing = new Page(Optional.of(404), false, List.of(), List.of(), view());

    assertThat(of(StandingCheck.LOADS, standing(missing)))
        .extracting(CheckResult::verdict, CheckResult::reason)
        .containsExactly(tuple(Verdict.FAIL, "the server answers 404, there is no such page"));
    assertThat(of(StandingCheck.LOADS, standing("about.html", page("", List.of()), missing)))
        .extracting(CheckResult::verdict, CheckResult::reason)
        .containsExactly(
            tuple(Verdict.FAIL, "the server answers 404, there is no such page (at about.html)"));
  }

  @Test
  void claimsNothingGoodOfAPageThatDidNotLoad() {
    var missing = new Page(Optional.of(404), false, List.of(), List.of(), view());

    assertThat(standing(missing)).extracting(CheckResult::verdict).doesNotContain(Verdict.PASS);
  }

  @Test
  void failsABlankPageWithTheErrorThatMadeItSo() {
    var error = incident(Kind.UNCAUGHT_ERROR, "Error: bad", SITE + ":2:1");
    var blank = new Page(Optional.of(200), true, List.of(error), List.of(), view());

    assertThat(of(StandingCheck.LOADS, standing(blank)))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
              assertThat(result.evidence()).contains("index.html:2:1: Error: bad");
            });
  }

  @Test
  void failsAPageThatHadToBeEndedInMoreThanOneWay() {
    var hung = incident(Kind.OUT_OF_TIME, "it answers no more", "");

    var failed =
        standing(Sights.unseen(List.of(), hung)).stream()
            .filter(each -> each.verdict() == Verdict.FAIL)
            .toList();

    assertThat(failed)
        .extracting(each -> StandingCheck.of(each).orElseThrow())
        .containsExactly(StandingCheck.LOADS, StandingCheck.CONDUCT);
  }

  @Test
  void onlyWarnsOfAnAddressThatItsTurnDidNotComeTo() {
    var late = incident(Kind.OUT_OF_TIME, "the time for this version was up", "");

    var results = standing("?id=7", page("", List.of()), Sights.unseen(List.of(), late));

    assertThat(results).extracting(CheckResult::verdict).doesNotContain(Verdict.FAIL);
    assertThat(of(StandingCheck.LOADS, results))
        .extracting(CheckResult::reason)
        .contains("it was not loaded any more (at ?id=7)");
  }

  @Test
  void saysHowEachScriptEnded() {
    assertThat(script(ran(End.TRUE, "true", 3)).reason()).isEqualTo("true at once");
    assertThat(script(ran(End.TRUE, "true", 400)).reason()).isEqualTo("true after 0.4 s");
    assertThat(script(ran(End.FALSE, "\"abc\"", 15_020)).reason())
        .isEqualTo("was still false after 15 s: \"abc\"");
    assertThat(script(ran(End.THREW, "TypeError: x is null\n  at foo", 15_000)).reason())
        .isEqualTo("threw TypeError: x is null");
    assertThat(script(ran(End.HUNG, "", 15_000)).reason())
        .isEqualTo("did not come to an end within 15 s");
    assertThat(script(ran(End.NOT_TRIED, "the page had been ended", 0)).reason())
        .isEqualTo("not tried: the page had been ended");
  }

  @Test
  void passesNothingButATrueScript() {
    assertThat(Stream.of(End.values()).map(end -> script(ran(end, "", 1)).verdict()))
        .containsExactly(
            Verdict.PASS, Verdict.FAIL, Verdict.FAIL, Verdict.FAIL, Verdict.NOT_JUDGED);
  }

  @Test
  void failsAScriptThatThePageItselfKeptFromItsTurn() {
    var ran = ran(End.NOT_TRIED, "the page was ended", 0);
    var ended = Sights.unseen(List.of(ran), incident(Kind.CRASHED, "", ""));

    assertThat(script(ended).verdict()).isEqualTo(Verdict.FAIL);
    var gone = Sights.unseen(List.of(ran), incident(Kind.DOWNLOAD, "a.zip", ""));
    assertThat(script(gone).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void givesWithAFailedScriptWhatThePageShowed() {
    var error = incident(Kind.UNCAUGHT_ERROR, "Error: bad", SITE + "app.js:2:1");

    var result = script(page("", List.of(ran(End.FALSE, "undefined", 15_000)), error));

    assertThat(result.check()).isEqualTo("js: 1");
    assertThat(result.evidence())
        .isEqualTo(
            "last value after 3 tries: undefined; app.js:2:1: Error: bad; title of the page: \"The"
                + " app\"; it shows: \"Total: 5\"");
  }

  @Test
  void saysOfAFailureWhatHadNotComeFromElsewhere() {
    var gone =
        incident(Kind.THIRD_PARTY_FAILED, "https://cdn.example/a.js (script): net::ERR_FAILED", "");
    var refused = incident(Kind.REFUSED, "10.0.0.1:80: a private address", "");
    var error = incident(Kind.UNCAUGHT_ERROR, "ReferenceError: a is not defined", "");
    var ran = ran(End.THREW, "ReferenceError: a is not defined\n at b", 15_000);
    var blame =
        " (from another site did not come: https://cdn.example/a.js (script): net::ERR_FAILED and"
            + " 1 more)";

    var page = page("", List.of(ran), gone, refused, error);

    assertThat(script(page).reason()).isEqualTo("threw ReferenceError: a is not defined" + blame);
    assertThat(script(page).evidence())
        .contains(
            "ReferenceError: a is not defined; it did not come from another site: https://cdn",
            "no page may reach from here: 10.0.0.1:80");
    assertThat(of(StandingCheck.ERRORS, standing(page("", List.of(), gone, refused, error))))
        .extracting(CheckResult::reason)
        .containsExactly("ReferenceError: a is not defined" + blame);
    assertThat(of(StandingCheck.REQUESTS, standing(page("", List.of(), gone))))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.verdict()).isEqualTo(Verdict.WARN);
              assertThat(warning.evidence()).contains("could not be reached from the machine");
            });
  }

  @Test
  void blamesNobodyElseForWhatAScriptOfThePageAskedForInVain() {
    var fetch = incident(Kind.LOCAL_FETCH_FAILED, SITE + "data.csv (fetch): status 404", "");

    var result = script(page("", List.of(ran(End.FALSE, "false", 15_000)), fetch));

    assertThat(result.reason()).isEqualTo("was still false after 15 s");
    assertThat(result.evidence())
        .contains("a script asked for what did not come: data.csv (fetch): status 404");
  }

  @Test
  void tellsWhoeverJudgesAPageOfItsTrouble() {
    var error = incident(Kind.UNCAUGHT_ERROR, "Error: bad", SITE + "app.js:2:1");

    var seen =
        judge(
            Sights.of(visit -> new Sighting(List.of(page("", List.of(), error)))), new Subjects());

    assertThat(seen.views())
        .extracting(PageView::trouble)
        .containsExactly("app.js:2:1: Error: bad");
  }

  @Test
  void judgesNoPageByACheckThatIsNoExpression() {
    var result = script(new Ran(End.THREW, "SyntaxError: Unexpected token", 1, Duration.ZERO));

    assertThat(result.verdict()).isEqualTo(Verdict.NOT_JUDGED);
    assertThat(result.reason())
        .isEqualTo("the check itself is no JavaScript expression: SyntaxError: Unexpected token");
    assertThat(script(ran(End.THREW, "SyntaxError: not JSON", 15_000)).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void neverNamesTheHostItWasServedFrom() {
    var text = "at " + SITE + " encoded http%3A%2F%2Fsite-3f9a.localhost%2Fapp-1";
    var results = standing(page("", List.of(), incident(Kind.CONSOLE_ERROR, text, "")));

    assertThat(results.toString()).doesNotContain("site-3f9a").contains("at index.html encoded");
  }

  @Test
  void judgesNothingWithoutABrowserAndSaysHowToGetOne() {
    for (var browser :
        List.of(
            Sights.missing("install Chromium"),
            Sights.failing(new NoBrowserException("install Chromium")))) {
      var seen = judge(browser, new Subjects().check(new Check.Statement("a")).check(here("true")));

      var reason = "browser checks did not run: install Chromium";
      assertThat(seen.standing())
          .containsExactly(StandingCheck.LOADS.result(Verdict.NOT_JUDGED, reason, ""));
      assertThat(seen.scripts())
          .containsOnlyKeys(1)
          .containsValue(new CheckResult("js: true", Verdict.NOT_JUDGED, reason, ""));
      assertThat(seen.note()).contains(reason);
    }
  }

  @Test
  void startsNoBrowserForATaskThatSomebodyElseHolds() {
    works.lease.end();
    var browser = Sights.fine();

    assertThatThrownBy(() -> judge(browser, new Subjects())).isInstanceOf(LeaseLostException.class);
    assertThat(browser.visits).isEmpty();
  }

  private Visit visit(Subjects subjects) {
    var browser = Sights.fine();
    judge(browser, subjects);
    return browser.visits.get(0);
  }

  private List<CheckResult> standing(Page root) {
    return judge(Sights.of(visit -> new Sighting(List.of(root))), new Subjects()).standing();
  }

  private List<CheckResult> standing(String address, Page root, Page other) {
    var ran = List.of(ran(End.TRUE, "true", 1));
    var page = new Page(other.status(), other.blank(), other.incidents(), ran, other.view());
    return judge(
            Sights.of(visit -> new Sighting(List.of(root, page))),
            new Subjects().check(at(address, "1")))
        .standing();
  }

  private CheckResult script(Ran ran) {
    return script(page("", List.of(ran)));
  }

  private CheckResult script(Page page) {
    var seen =
        judge(Sights.of(visit -> new Sighting(List.of(page))), new Subjects().check(here("1")));
    return seen.scripts().get(0);
  }

  private static Optional<PageView> view() {
    return Optional.of(Sights.view(""));
  }

  private static List<CheckResult> of(StandingCheck check, List<CheckResult> results) {
    return results.stream()
        .filter(check::isOf)
        .filter(each -> each.verdict() != Verdict.PASS)
        .toList();
  }

  private static Check here(String js) {
    return new Check.Script(js, Optional.empty());
  }

  private static Check at(String url, String js) {
    return new Check.Script(js, Optional.of(url));
  }

  private Seen judge(Sights browser, Subjects subjects) {
    return judge(browser, subjects.subject());
  }

  private Seen judge(Sights browser, Subject subject) {
    var search = new SecretSearch(List.of(new Secret(SECRET)));
    var judged = new PageJudge(browser, LIMITS, search, Works.HERE).judge(works.work(), subject);
    if (judged.failed()) {
      throw (RuntimeException) judged.cause();
    }
    return judged.result();
  }
}
