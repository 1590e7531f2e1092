package io.llmdevops.check.browser.chromium;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Sighting.Ran.End;
import io.llmdevops.check.browser.Visit.Load;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ordinary pages, and those that are wrong in ordinary ways, look like from outside. */
class ChromiumIT {

  private static final String HELLO = "<!doctype html><title>Hello</title><h1>World</h1>";

  @RegisterExtension
  static final Browsing browsing = new Browsing(Duration.ofSeconds(1), Duration.ofSeconds(60));

  @Test
  void seesAPageAsAVisitorWould() throws Exception {
    var page = look(HELLO);
    assertThat(page.status()).contains(200);
    assertThat(page.blank()).isFalse();
    assertThat(page.incidents()).isEmpty();
    var view = page.view().orElseThrow();
    assertThat(view.address()).isEmpty();
    assertThat(view.title()).isEqualTo("Hello");
    assertThat(view.text()).isEqualTo("World");
    assertThat(view.dom()).contains("<h1>World</h1>");
    var picture = view.picture().orElseThrow();
    assertThat(picture.mediaType()).isEqualTo("image/png");
    assertThat(picture.content().bytes()).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void judgesAnExpressionByItsTruth() throws Exception {
    var told = new LinkedHashMap<String, String>();
    told.put("document.title", "\"Hello\"");
    told.put("document.title === 'Hello'; ", "true");
    told.put("/* the title */ document.title // is there", "\"Hello\"");
    told.put("document.title; // is there", "\"Hello\"");
    told.put("Promise.resolve(7)", "7");
    told.put("await Promise.resolve(7);", "7");
    told.put("await Promise.resolve(8); // later", "8");
    told.put("(await fetch('index.html')).ok", "true");
    told.put("document.querySelector('h1')", "h1");
    told.put("({a: 1})", "Object {a: 1}");
    told.put("{a: 2}", "Object {a: 2}");
    told.put("[]", "Array(0) {}");
    told.put("10n", "10n");
    told.put("Infinity", "Infinity");
    var scripts = told.keySet().toArray(String[]::new);
    assertThat(look(HELLO, scripts).scripts())
        .allMatch(ran -> ran.end() == End.TRUE && ran.tries() == 1)
        .extracting(Ran::told)
        .containsExactlyElementsOf(told.values());
  }

  @Test
  void triesAgainUntilItsTimeIsUp() throws Exception {
    var scripts =
        List.of("document.querySelector('h2')", "undefined", "0", "-0", "0n", "NaN", "''");
    var promised = List.of("Promise.resolve(false)");
    var all = Stream.concat(scripts.stream(), promised.stream()).toArray(String[]::new);
    assertThat(look(HELLO, all).scripts())
        .allMatch(ran -> ran.end() == End.FALSE && ran.tries() > 1)
        .extracting(Ran::told)
        .containsExactly("null", "undefined", "0", "-0", "0n", "NaN", "\"\"", "false");
  }

  @Test
  void triesAgainWhatThrewButNotWhatIsNoJavaScript() throws Exception {
    var page =
        look(
            HELLO,
            "nothing.there",
            "Promise.reject(new Error('nothing'))",
            "(() => { throw new Error('nothing') })()",
            "if this then that");
    assertThat(ends(page)).containsOnly(End.THREW);
    assertThat(page.scripts().subList(0, 3))
        .allMatch(ran -> ran.told().contains("nothing") && ran.tries() > 1);
    assertThat(page.scripts().get(3).told()).startsWith("SyntaxError");
    assertThat(page.scripts().get(3).tries()).isEqualTo(1);
    assertThat(page.incidents()).isEmpty();
  }

  @Test
  void breaksOffWhatDoesNotEndAndGoesOn() throws Exception {
    var page = look("<h1>x", "new Promise(() => {})", "(() => { while (true) {} })()", "1");
    assertThat(ends(page)).containsExactly(End.HUNG, End.HUNG, End.TRUE);
    assertThat(page.incidents()).isEmpty();
  }

  @Test
  void waitsForWhatBecomesTrue() throws Exception {
    var page =
        look(
            "<h1>x</h1><script>setTimeout(() => document.title = 'done', 700)</script>",
            "document.title === 'done'");
    assertThat(ends(page)).containsExactly(End.TRUE);
  }

  @Test
  void judgesAPageThatHasRedefinedEverything() throws Exception {
    var page =
        look(
            "<h1>x</h1><meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">"
                + "<script>Array.prototype.map = Array.prototype.slice = String.prototype.slice = 1;"
                + "Promise = JSON = eval = setTimeout = String = null;"
                + "Element.prototype.getBoundingClientRect = Document.prototype.querySelector = 2"
                + "</script>",
            "Array.prototype.map === 1",
            "(async () => 5)()");
    assertThat(ends(page)).containsExactly(End.TRUE, End.TRUE);
    assertThat(page.blank()).isFalse();
    assertThat(page.view().orElseThrow().text()).isEqualTo("x");
  }

  @Test
  void tellsErrorsWithTheirPlaces() throws Exception {
    var page =
        look(
            "<h1>x</h1>\n<script>\nPromise.reject(new Error('rejected'));\n"
                + "console.error('careful', {a: 1});\nconsole.log('fine');\n"
                + "nothing.there</script>");
    assertThat(page.incidents())
        .anySatisfy(
            each -> {
              assertThat(each.kind()).isEqualTo(Kind.UNCAUGHT_ERROR);
              assertThat(each.text()).startsWith("ReferenceError: nothing is not defined");
              assertThat(each.where()).isEqualTo("index.html:6:1");
            })
        .anySatisfy(
            each -> {
              assertThat(each.kind()).isEqualTo(Kind.UNCAUGHT_ERROR);
              assertThat(each.text()).startsWith("Error: rejected");
            })
        .anySatisfy(
            each -> {
              assertThat(each.kind()).isEqualTo(Kind.CONSOLE_ERROR);
              assertThat(each.text()).isEqualTo("careful Object {a: 1}");
              assertThat(each.where()).isEqualTo("index.html:4:9");
            })
        .hasSize(3);
  }

  @Test
  void sortsWhatDidNotCome() throws Exception {
    var page =
        look(
            "<h1>x</h1><script src=no.js></script><link rel=stylesheet href=no.css>"
                + "<link rel=icon href=/favicon.ico><img src=no.png><iframe src=no.html></iframe>"
                + "<script>fetch('no.json'); new EventSource('no.events');"
                + "navigator.sendBeacon('no.beacon');"
                + "fetch('https://127.0.0.1/').catch(() => {});"
                + "new Image().src = 'http://192.168.0.1/a.png'</script>");
    assertThat(texts(page, Kind.LOCAL_REQUEST_FAILED))
        .containsExactlyInAnyOrder(
            "no.js (script): status 404",
            "no.css (stylesheet): status 404",
            "no.png (image): status 404",
            "no.html (document): status 404");
    assertThat(texts(page, Kind.LOCAL_FETCH_FAILED))
        .hasSize(3)
        .contains("no.json (fetch): status 404");
    assertThat(texts(page, Kind.REFUSED))
        .anyMatch(text -> text.startsWith("127.0.0.1:443: "))
        .anyMatch(text -> text.startsWith("192.168.0.1:80: "))
        .hasSize(2);
    assertThat(texts(page, Kind.INSECURE_REQUEST)).containsExactly("http://192.168.0.1/a.png");
    assertThat(texts(page, Kind.CONSOLE_ERROR)).isEmpty();
  }

  @Test
  void loadsEachAddressInATabOfItsOwnWithinOneContext() throws Exception {
    var files = Map.of("index.html", "<h1>x", "sub/about.html", "<h1>about", "404.html", "gone");
    var pages =
        browsing.look(
            files,
            new Load("", List.of("localStorage.a = location.search || 'none'")),
            new Load("?id=7", List.of("location.search === '?id=7'", "localStorage.a === 'none'")),
            new Load("sub/about.html#x", List.of("document.body.innerText === 'about'")),
            new Load("nowhere", List.of()));
    assertThat(pages)
        .extracting(page -> page.status().orElseThrow())
        .containsExactly(200, 200, 200, 404);
    assertThat(pages.subList(0, 3))
        .allSatisfy(page -> assertThat(ends(page)).containsOnly(End.TRUE));
    assertThat(pages.get(0).view().orElseThrow().picture()).isPresent();
    assertThat(pages.get(1).view().orElseThrow().picture()).isEmpty();
    assertThat(pages.get(1).view().orElseThrow().address()).isEqualTo("?id=7");
    var next = browsing.look(files, "localStorage.length === 0");
    assertThat(ends(next)).containsExactly(End.TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<div></div>", "<h1 hidden>x", "<p style='opacity:0'>x", "<script>1</script>"})
  void callsAPageBlankThatShowsNothing(String html) throws Exception {
    assertThat(look("<!doctype html><title>Title</title>" + html).blank()).isTrue();
  }

  @Test
  void callsAPageNotBlankThatShowsSomethingAtLast() throws Exception {
    var page =
        look(
            "<canvas id=c hidden></canvas><script>setTimeout(() => c.hidden = false, 1500)</script>");
    assertThat(page.blank()).isFalse();
  }

  @Test
  void sharesTheTimeAmongChecksThatDoNotComeTrue() throws Exception {
    var scripts = Collections.nCopies(12, "false");
    var load = new Load("", scripts);
    var visit =
        browsing.visit(
            Map.of("index.html", "<h1>x"), Duration.ofSeconds(5), Duration.ofSeconds(9), load);
    var page = browsing.look(visit).get(0);
    assertThat(ends(page)).containsOnly(End.FALSE).hasSize(12);
  }

  private static Page look(String html, String... scripts) throws Exception {
    return browsing.look(Map.of("index.html", html), scripts);
  }

  private static List<End> ends(Page page) {
    return page.scripts().stream().map(Ran::end).toList();
  }

  private static List<String> texts(Page page, Kind kind) {
    return page.incidents().stream()
        .filter(each -> each.kind() == kind)
        .map(Incident::text)
        .toList();
  }
}
