package io.llmdevops.check.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.Subjects;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.Change;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryRulesTest {

  private static final Content BINARY = Content.of(new byte[] {(byte) 0xff, 0, 1});

  @Test
  void wantsAPageToOpen() {
    var rule = new IndexRule();

    assertThat(Subjects.page("<p>hi").judgedBy(rule))
        .singleElement()
        .extracting(CheckResult::verdict)
        .isEqualTo(Verdict.PASS);
    assertThat(Subjects.with("home.html", "<p>").faults(rule)).hasSize(1);
    assertThat(Subjects.page(" \n").faults(rule)).hasSize(1);
    assertThat(new Subjects().file("index.html", BINARY).faults(rule)).hasSize(1);
  }

  @Test
  void takesTheLicenceThatTheEngineWrites() {
    var version = new Version(1, "m", "s", Optional.empty(), List.of(), List.of(), List.of());
    var written = Assembly.of(FileTree.EMPTY, List.of(), version, Instant.EPOCH).files();

    var subject = new Subjects().file("LICENSE", written.get("LICENSE").orElseThrow());

    assertThat(subject.faults(new LicenceRule())).isEmpty();
  }

  @Test
  void refusesAnotherLicenceOrNone() {
    assertThat(Subjects.with("LICENSE", "MIT").faults(new LicenceRule())).hasSize(1);
    assertThat(new Subjects().faults(new LicenceRule())).hasSize(1);
    assertThat(new Subjects().file("LICENSE", BINARY).faults(new LicenceRule())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1, 2]\n",
        "\uFEFF{\"a\": 1}",
        "3",
        "\"text\"",
        "null",
        " {\"a\": [{}, []]} "
      })
  void takesJson(String json) {
    assertThat(Subjects.with("data.json", json).judgedBy(new JsonRule()))
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{} {}",
        "{a: 1}",
        "[1,]",
        "// c\n{}",
        "{'a': 1}",
        "nul",
        "[1] x",
        "01",
        "NaN",
        "\"open",
        "[[]"
      })
  void refusesWhatIsNotJson(String json) {
    assertThat(Subjects.with("data.json", json).faults(new JsonRule()))
        .singleElement()
        .asString()
        .startsWith("data.json");
    assertThat(Subjects.with("x/App.WEBMANIFEST", json).faults(new JsonRule())).hasSize(1);
  }

  @Test
  void saysWhereJsonBreaks() {
    var results =
        Subjects.with("d/data.json", "{\n  \"a\": 1\n  \"b\": 2\n}").judgedBy(new JsonRule());

    assertThat(results)
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.reason())
                  .startsWith("d/data.json, line 3, column ")
                  .endsWith("not valid JSON");
              assertThat(fault.evidence()).isEqualTo("\"b\": 2");
            });
  }

  @Test
  void readsNoOtherFileAsJson() {
    assertThat(Subjects.with("data.txt", "{").faults(new JsonRule())).isEmpty();
  }

  @Test
  void takesCommentsInToolsOwnFiles() {
    var json = "{\n// why\n\"a\": [1,],\n}";

    assertThat(Subjects.with("tsconfig.json", json).faults(new JsonRule())).isEmpty();
    assertThat(Subjects.with(".vscode/settings.json", json).faults(new JsonRule())).isEmpty();
  }

  @Test
  void onlyWarnsOfBrokenJsonThatWasAttached() {
    var rule = new JsonRule();

    var attached = Subjects.with("data.json", "{").attached("data.json", "{");
    assertThat(attached.faults(rule)).isEmpty();
    assertThat(attached.warnings(rule)).hasSize(1);
    var inherited = Subjects.with("data.json", "{").base("data.json", "{");
    assertThat(inherited.faults(rule)).isEmpty();
    assertThat(inherited.warnings(rule)).hasSize(1);
    var edited = Subjects.with("data.json", "{[").attached("data.json", "{");
    assertThat(edited.faults(rule)).hasSize(1);
  }

  @Test
  void wantsAttachmentsUnchanged() {
    var rule = new AttachmentsRule();

    assertThat(Subjects.with("a.csv", "1").attached("a.csv", "1").judgedBy(rule))
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASS);
    assertThat(Subjects.with("a.csv", "2").attached("a.csv", "1").faults(rule))
        .containsExactly("a.csv: attached, but published changed");
    assertThat(new Subjects().attached("a.csv", "1").faults(rule))
        .containsExactly("a.csv: attached, but missing");
  }

  @Test
  void letsAnAttachmentBeEditedOrDeletedButNotWrittenOver() {
    var rule = new AttachmentsRule();
    var text = Content.utf8("2");

    var edited =
        Subjects.with("a.js", "2").attached("a.js", "1").changed(new Change.Edit("a.js", text));
    assertThat(edited.faults(rule)).isEmpty();
    assertThat(edited.warnings(rule)).hasSize(1);
    var deleted = new Subjects().attached("a.js", "1").changed(new Change.Delete("a.js"));
    assertThat(deleted.faults(rule)).isEmpty();
    var written =
        Subjects.with("a.js", "2").attached("a.js", "1").changed(new Change.Write("a.js", text));
    assertThat(written.faults(rule)).hasSize(1);
  }

  @Test
  void knowsThatTheEnginesFilesAreItsOwn() {
    var subject = Subjects.with("LICENSE", "engine's").attached("LICENSE", "mine");

    assertThat(subject.faults(new AttachmentsRule())).isEmpty();
    assertThat(subject.warnings(new AttachmentsRule())).hasSize(1);
  }

  @Test
  void knowsThatNoAttachmentMovesTheSiteToAnotherDomain() {
    var subject = new Subjects().attached("CNAME", "evil.example");

    assertThat(subject.faults(new AttachmentsRule())).isEmpty();
    assertThat(subject.warnings(new AttachmentsRule()))
        .containsExactly("CNAME: attached, but left out: it would move the site to another domain");
  }

  @Test
  void countsEachFailedEdit() {
    assertThat(new Subjects().faults(new EditsRule())).isEmpty();
    assertThat(new Subjects().failedEdit("a.js").failedEdit("b.js").faults(new EditsRule()))
        .hasSize(2)
        .anyMatch(reason -> reason.startsWith("a.js: "));
  }
}
