package io.llmdevops.check.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.Subjects;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesRuleTest {

  private static final ReferencesRule RULE = new ReferencesRule();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href='no.x'>",
        "<area href='no.x'>",
        "<link rel=stylesheet href='no.x'>",
        "<script src='no.x'></script>",
        "<img src='no.x'>",
        "<img src=\"no.x\">",
        "<img src='a.png' srcset='a.png 1x, no.x 2x'>",
        "<picture><source srcset='no.x, a.png 2x'></picture>",
        "<video poster='no.x'></video>",
        "<video><source src='no.x'><track src='a.png'></video>",
        "<audio src='no.x'></audio>",
        "<video><track src='no.x'></video>",
        "<iframe src='no.x'></iframe>",
        "<object data='no.x'></object>",
        "<embed src='no.x'>",
        "<input type=image src='no.x'>",
        "<svg><use href='no.x#icon'/></svg>",
        "<svg><image xlink:href='no.x'/></svg>",
        "<noscript><img src='no.x'></noscript>",
        "<meta http-equiv=refresh content='3; URL=no.x'>",
        "<div style='background: url(no.x)'></div>",
        "<div style=\"background: url(&quot;no.x&quot;)\"></div>",
        "<style>@import 'no.x';</style>",
        "<style>@import url(no.x);</style>",
        "<style>p { background: URL( \"no.x\" ) }</style>",
        "<style>/* url(a.png) */ p { background: url(no\\.x) }</style>",
        "<style>p::after { content: 'url(a)' } q { src: url(n\\6f .x) }</style>",
        "<style>p { background: url('no.x?v=1#x') }</style>",
        "<link rel='preload' as=image imagesrcset='no.x 2x'>",
        "<a href='  no.x\n'>",
        "<a href='./sub/../no.x?q=/x#y'>",
        "<a href='%6Eo.x'>",
        "<link rel='icon icon' href='no.x'>",
        "<meta http-equiv=Refresh content='0; no.x'>",
        "<meta http-equiv=refresh content=\"0;url = 'no.x'\">",
        "<svg><a xlink:href='no.x'/></svg>",
        "<svg><filter><feImage href='no.x'/></filter></svg>",
        "<svg><style>p { fill: url(no.x#a) }</style></svg>",
        "<style>p { background: image-set('no.x' 1x, 'a.png' type('image/png') 2x) }</style>",
        "<style>p { background: -webkit-image-set(url('a.png') 1x, 'no.x' 2x) }</style>",
        "<table background=no.x>"
      })
  void namesWhatIsNotThere(String html) {
    var subject = Subjects.page("<p>\n" + html).file("a.png", "");

    assertThat(subject.faults(RULE))
        .singleElement()
        .asString()
        .startsWith("index.html, line 2: ")
        .contains("there is no file \"no.x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href='a%20b.txt'>",
        "<a href='a b.txt'>",
        "<a href='%C3%BC.txt'>",
        "<a href='ü.txt?x#y'>",
        "<a href='sub/'>",
        "<a href='sub'>",
        "<a href='sub/page'>",
        "<a href='.'>",
        "<a href='./'>",
        "<a href='sub/..'>",
        "<a href='?id=7'>",
        "<a href='#top'>",
        "<a href=''>",
        "<a href='sub\\page.html'>",
        "<a href='https://example.org/x'>",
        "<a href='//example.org/x'>",
        "<a href='mailto:a@example.org'>",
        "<a href='javascript:void(0)'>",
        "<a href='TEL:1'>",
        "<img src='data:image/png;base64,AA=='>",
        "<img srcset='data:image/png;base64,AA== 1x, a.png 2x'>",
        "<link rel=preconnect href='no.x'>",
        "<template><img src='no.x'></template>",
        "<script>const html = '<img src=\"no.x\">';</script>",
        "<script type='text/template'><img src='no.x'></script>",
        "<img src='{{ picture }}'>",
        "<img src='${picture}'>",
        "<img data-src='no.x'>",
        "<!-- <img src='no.x'> -->",
        "<style>/* url(no.x) */ p::after { content: 'url(no.x)' }</style>",
        "<style>p { fill: url(#gradient); src: url(data:font/woff2;base64,AA) }</style>",
        "<style>p { background: my-url(no.x) }</style>",
        "<base href='sub/'><a href='page.html'>",
        "<base href='https://example.org/'><a href='no.x'>",
        "<meta http-equiv=refresh content=5>",
        "<meta name=refresh content='0; no.x'>",
        "<style>@namespace svg url(no.x); p { color: red }</style>",
        "<style>p { background: image-set('a.png' type('image/x')) } q::after { content: 'x' }",
        "<style>p { background: image-set('a.png' 1x } q::after { content: 'no.x' }</style>",
        "<iframe src='about:blank'></iframe>",
        "<script src='http://localhost:3000/a.js'></script>",
        "<script src='http://127.0.0.1/a.js'></script>",
        "<script src='http://{{ host }}/a.js'></script>",
        "<a href='http://example.org/'>",
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink'></svg>",
        "<style>@namespace url(http://www.w3.org/1999/xhtml);</style>",
        "<a href='/app-b3c5b9/a.png'>"
      })
  void takesWhatIsThereOrLeadsElsewhere(String html) {
    var subject =
        Subjects.page(html)
            .file("a.png", "")
            .file("a b.txt", "")
            .file("ü.txt", "")
            .file("100%.txt", "")
            .file("sub/index.html", "")
            .file("sub/page.html", "");
    var name = subject.subject().request().repository().names().get(0);
    subject.file("index.html", html.replace("app-b3c5b9", name));

    assertThat(subject.judgedBy(RULE))
        .singleElement()
        .extracting(CheckResult::verdict)
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void explainsWhyAPathFromTheServersRootBreaks() {
    assertThat(Subjects.page("<script src='/app.js'></script>").file("app.js", "").faults(RULE))
        .singleElement()
        .asString()
        .contains("<script src> \"/app.js\" starts at the server's root");
    assertThat(Subjects.page("<base href='/'><a href='x'>").faults(RULE)).hasSize(1);
  }

  @Test
  void refusesWhatLeadsOutOfTheSite() {
    assertThat(Subjects.page("<a href='../x'>").faults(RULE))
        .singleElement()
        .asString()
        .endsWith("leads out of the site");
    assertThat(Subjects.page("<a href='a/%2e%2E/..'>").faults(RULE)).hasSize(1);
    assertThat(Subjects.page("<a href='file:///C:/x'>").faults(RULE)).hasSize(1);
    assertThat(Subjects.page("<img src='C:\\x.png'>").faults(RULE)).hasSize(1);
  }

  @Test
  void tellsOfAFileThatDiffersInCase() {
    assertThat(Subjects.page("<img src='Logo.PNG'>").file("logo.png", "").faults(RULE))
        .singleElement()
        .asString()
        .endsWith("there is \"logo.png\", mind the case");
  }

  @Test
  void wantsAnIndexInAFolderThatIsLinked() {
    assertThat(Subjects.page("<a href='img/'>").file("img/a.png", "").faults(RULE)).hasSize(1);
    assertThat(Subjects.page("<a href='img'>").file("img/a.png", "").faults(RULE)).hasSize(1);
  }

  @Test
  void readsReferencesRelativeToTheirOwnFile() {
    var subject =
        Subjects.page("<link rel=stylesheet href='css/a.css'>")
            .file("css/a.css", "p { background: url(../img/a.png) }\n@import 'b.css';")
            .file("img/a.png", "");

    assertThat(subject.faults(RULE))
        .singleElement()
        .asString()
        .startsWith("css/a.css, line 2: @import \"b.css\" there is no file \"css/b.css\"");
  }

  @Test
  void respectsABase() {
    var subject = Subjects.page("<base href='sub/x.html'><a href='a.png'>").file("a.png", "");

    assertThat(subject.faults(RULE)).singleElement().asString().contains("\"sub/a.png\"");
  }

  @Test
  void onlyWarnsOfAFormThatAScriptMayCatch() {
    var subject = Subjects.page("<form action='/submit'></form>");

    assertThat(subject.faults(RULE)).isEmpty();
    assertThat(subject.warnings(RULE)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script src='http://example.org/a.js'></script>",
        "<link rel=stylesheet href='HTTP://example.org/a.css'>",
        "<iframe src='http://localhost.example.org/'></iframe>",
        "<object data='http:\\\\example.org/'></object>",
        "<style>@import 'http://example.org/a.css';</style>"
      })
  void refusesWhatBrowsersBlockAsMixedContent(String html) {
    assertThat(Subjects.page(html).faults(RULE)).singleElement().asString().endsWith("https");
    assertThat(Subjects.page(html).base("index.html", html).faults(RULE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img src='http://example.org/a.png'>",
        "<img srcset='http://example.org/a.png 2x'>",
        "<style>p { background: url(http://example.org/a.png) }</style>"
      })
  void onlyWarnsOfPicturesThatBrowsersAskForByHttps(String html) {
    assertThat(Subjects.page(html).faults(RULE)).isEmpty();
    assertThat(Subjects.page(html).warnings(RULE)).hasSize(1);
  }

  @Test
  void readsDrawingsOnTheirOwn() {
    var svg = "<svg xmlns='http://www.w3.org/2000/svg'>\n%s<style>g{fill:url(no.x)}</style></svg>";

    assertThat(Subjects.with("i/a.svg", svg.formatted("<image href='b.png'/>")).faults(RULE))
        .containsExactly(
            "i/a.svg, line 2: <image href> \"b.png\" there is no file \"i/b.png\"",
            "i/a.svg, line 2: url() \"no.x\" there is no file \"i/no.x\"");
  }

  @Test
  void onlyWarnsOfWhatAManifestMisses() {
    var json =
        "{\"start_url\": \".\",\n\"icons\": [{\"src\": \"a.png\"},\n{\"src\": \"b.png\"}], \"x\": 1}";
    var site = Subjects.page("<p>").file("a.png", "");

    assertThat(site.file("app.webmanifest", json).warnings(RULE))
        .containsExactly("app.webmanifest, line 3: icons src \"b.png\" there is no file \"b.png\"");
    assertThat(site.file("manifest.json", json).warnings(RULE)).hasSize(2);
    assertThat(site.file("manifest.json", "{\"icons\": {\"16\": \"b.png\"}}").warnings(RULE))
        .hasSize(1);
    assertThat(site.file("manifest.json", "{").warnings(RULE)).hasSize(1);
    assertThat(site.faults(RULE)).isEmpty();
  }

  @Test
  void followsWhatModulesImport() {
    var site =
        Subjects.page(
                "<script type=module src=js/app.js></script>\n<script type=module>\nimport './no.js'")
            .file("js/app.js", "import {a} from './a.js';\nimport './gone.js';")
            .file("js/a.js", "import '../index.html'\nimport './app.js'\nimport './A.js';");

    assertThat(site.faults(RULE))
        .containsExactly(
            "index.html, line 3: import \"./no.js\" there is no file \"no.js\"",
            "js/app.js, line 2: import \"./gone.js\" there is no file \"js/gone.js\"",
            "js/a.js, line 3: import \"./A.js\" there is no file \"js/A.js\"; there is"
                + " \"js/a.js\", mind the case");
  }

  @Test
  void readsNoScriptAsAModuleThatIsNone() {
    var site =
        Subjects.page("<script src=a.js></script><script>import './no.js'</script>")
            .file("a.js", "import './no.js'")
            .file("b.js", "import './no.js'");

    assertThat(site.faults(RULE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import './x';",
        "import\"./x\"",
        "import a from './x'",
        "import a, {b as c} from './x'",
        "import {\n  a,\n} from './x'",
        "import * as $a from './x' with { type: 'json' }; import b from './z'",
        "#!/usr/bin/env node\n'use strict';\n/* import './y' */\n// import './y'\nimport './x'",
        "\uFEFF\n;import'./x'\nimport b from 'three'",
        "import b from 'three'; import '../x'",
        "import '/x'"
      })
  void readsImportsAtTheBeginning(String code) {
    assertThat(ModuleImports.of(code, 1))
        .first()
        .satisfies(first -> assertThat(first.target()).endsWith("/x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "import",
        "import '",
        "import './x",
        "import './x\n'",
        "import(\"./x\")",
        "import.meta.resolve('./x')",
        "importScripts('./x')",
        "imported = './x'",
        "import three from 'three'",
        "import 'https://example.org/x'",
        "const text = `\nimport './x'\n`",
        "// import './x'",
        "/* import './x'",
        "import defer './x'",
        "export {a} from './x'"
      })
  void takesNothingElseForAnImport(String code) {
    assertThat(ModuleImports.of(code, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"import './x';", "import ", "/**/", "'a';", "//\n", "import a", "import {"})
  void readsHostileModulesInTime(String piece) {
    var code = piece.repeat(300_000 / piece.length());

    Assertions.assertTimeout(Duration.ofSeconds(5), () -> ModuleImports.of(code, 1));
  }

  @Test
  void looksAtNoMoreThanThousands() {
    var css = "p{fill:url(x)}".repeat(ReferencesRule.MOST_REFERENCES + 1);

    assertThat(Subjects.with("a.css", css).warnings(RULE)).hasSize(1);
  }

  @Test
  void onlyWarnsOfACanonicalAddressThatIsNone() {
    var subject = Subjects.page("<link rel=canonical href='/'>");

    assertThat(subject.faults(RULE)).isEmpty();
    assertThat(subject.warnings(RULE)).hasSize(1);
  }

  @Test
  void onlyWarnsOfAnAttachedPage() {
    var subject =
        Subjects.with("old.html", "<img src=no.x>").attached("old.html", "<img src=no.x>");

    assertThat(subject.faults(RULE)).isEmpty();
    assertThat(subject.warnings(RULE)).hasSize(1);
  }

  @Test
  void onlyWarnsOfWhatAnEarlierRoundLeftBroken() {
    var html = "<img src=no.x><img src=gone.x>";
    var subject = Subjects.with("old.html", html).base("old.html", html).base("gone.x", "");

    assertThat(subject.faults(RULE)).singleElement().asString().contains("gone.x");
    assertThat(subject.warnings(RULE)).singleElement().asString().contains("no.x");
    assertThat(Subjects.with("old.html", html + " ").base("old.html", html).faults(RULE))
        .hasSize(2);
  }

  @Test
  void onlyWarnsOfWhatItCannotRead() {
    var binary = Content.of("<img src=no.x>\u00ff".getBytes(StandardCharsets.ISO_8859_1));
    var huge = "x".repeat(ReferencesRule.LARGEST + 1);
    var full = "<p>".repeat(ReferencesRule.MOST_TAGS + 1);

    var subject = new Subjects().file("a.html", binary).file("b.css", huge).file("c.html", full);

    assertThat(subject.faults(RULE)).isEmpty();
    assertThat(subject.warnings(RULE)).hasSize(3);
  }

  @Test
  void tellsOfThousandsInTwenty() {
    var html = new StringBuilder();
    for (var i = 0; i < 5_000; i++) {
      html.append("<img src='no").append(i).append(".png'>\n");
    }

    assertThat(Subjects.page(html.toString()).faults(RULE))
        .hasSize(Findings.MOST + 1)
        .last()
        .isEqualTo("and 4980 more of this kind, not listed");
  }

  @Test
  void keepsReasonsShortAndOnOneLine() {
    var name = "x\u202e\u0007\n".repeat(5_000);

    assertThat(Subjects.page("<img src='" + name + "'>").faults(RULE))
        .singleElement()
        .asString()
        .hasSizeLessThanOrEqualTo(Texts.LONGEST)
        .doesNotContain("\n", "\u202e", "\u0007");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div>",
        "<b><p>",
        "<a href='x'>",
        "<",
        "<svg><use href=#a>",
        "<table>",
        "<template>",
        "<!--",
        "&amp",
        "<style>url(",
        "<p style='url(((",
        "<select><option>",
        "<img srcset='a,(,",
        "<font><i>"
      })
  void readsHostilePagesInTime(String piece) {
    var html = piece.repeat(Math.min(100_000, 300_000 / piece.length()) / tags(piece));

    Assertions.assertTimeout(Duration.ofSeconds(10), () -> Subjects.page(html).judgedBy(RULE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<style>", "<a>", "<use href='#a'/>", "<!-- ", "<![CDATA[", "<style>x"})
  void readsHostileDrawingsInTime(String piece) {
    var svg = "<svg xmlns='http://www.w3.org/2000/svg'>" + piece.repeat(50_000);

    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> Subjects.with("a.svg", svg).judgedBy(RULE));
  }

  private static int tags(String piece) {
    return (int) Math.max(1, piece.chars().filter(each -> each == '<').count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"url(", "/*", "\"", "\\", "@import ", "url('", "url(\\", "{", "url(a)"})
  void readsHostileStyleSheetsInTime(String piece) {
    var css = piece.repeat(300_000 / piece.length());

    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> Subjects.with("a.css", css).judgedBy(RULE));
  }

  @Test
  void takesAllUrlsOutOfASet() {
    assertThat(SrcSet.urls(" a.png, b.png 2x,c.png 100w , d(1).png (x,y) 1x, e,, f"))
        .isEqualTo(List.of("a.png", "b.png", "c.png", "d(1).png", "e", "f"));
    assertThat(SrcSet.urls(",,, ")).isEmpty();
  }
}
