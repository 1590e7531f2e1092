package io.llmdevops.check.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.Subjects;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatRulesTest {

  private static final Content LATIN =
      Content.of("<a>\u00fc</a>".getBytes(StandardCharsets.ISO_8859_1));

  private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing\n",
        "a: 1\nb: [1, {c: d}]\n",
        "---\na: 1\n---\na: 2\n...\n",
        "- &x {a: 1}\n- *x\n",
        "base: &b {a: 1}\nthis:\n  <<: *b\n  a: 2\n",
        "{<<: {a: 1}, <<: {b: 2}}",
        "text: |\n  two\n  lines\n",
        "1: a\n\"1\": b\n",
        "on: {push: {branches: [main]}}\nurl: ${{ steps.a.outputs.url }}\n",
        "a: !!java.lang.Runtime [1]",
        "smile: \uD83D\uDE00",
        "\uFEFFa: 1"
      })
  void takesYaml(String yaml) {
    assertThat(Subjects.with("a.yml", yaml).judgedBy(new YamlRule()))
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b: c",
        "a: [1",
        "a:\n\t- 1",
        "a: 'open",
        "a: 1\na: 2",
        "a: {b: 1, b: 2}",
        "a: *nobody",
        "- &x 1\n---\n- *x",
        "%YAML 9.0\n---\na",
        "a: !e!x 1",
        "a: 1\n b: 2",
        "- a\nb: 1",
        "a: \u0007"
      })
  void refusesWhatIsNotYaml(String yaml) {
    assertThat(Subjects.with("x/A.YAML", yaml).faults(new YamlRule()))
        .singleElement()
        .asString()
        .startsWith("x/A.YAML")
        .contains("not valid YAML");
  }

  @Test
  void saysWhereYamlBreaks() {
    assertThat(Subjects.with("a.yml", "a: 1\nb: c: d\n").judgedBy(new YamlRule()))
        .containsExactly(
            new CheckResult(
                "Every YAML file parses",
                Verdict.FAIL,
                "a.yml, line 2, column 5: not valid YAML",
                "mapping values are not allowed here; there: b: c: d"));
    assertThat(Subjects.with("a.yml", "a: 1\na: 2\n").faults(new YamlRule()))
        .containsExactly("a.yml, line 2, column 1: not valid YAML: a key that stands there twice");
  }

  @Test
  void readsAliasesWithoutLettingThemGrow() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (var i = 1; i < 60; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(Subjects.with("a.yml", bomb.toString()).faults(new YamlRule())).isEmpty();
  }

  @Test
  void refusesYamlThatNestsWithoutEnd() {
    assertThat(Subjects.with("a.yml", "[".repeat(100_000)).faults(new YamlRule()))
        .singleElement()
        .asString()
        .endsWith("it nests deeper than 100 levels");
    assertThat(Subjects.with("a.yml", "- ".repeat(100_000)).faults(new YamlRule())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.xml|<a><b c='1'/></a>",
        "a.xml|<?xml version='1.0'?><!-- c --><a/>",
        "a.rss|<rss version='2.0'><channel/></rss>",
        "a.xml|<!DOCTYPE a [<!ENTITY e 'text'>]><a>&e;</a>",
        "a.svg|<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>",
        "a.svg|<s:svg xmlns:s='http://www.w3.org/2000/svg'/>",
        "a.svg|<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/x.dtd'>"
            + "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "a.svg|<!DOCTYPE svg [<!ENTITY n 'http://www.w3.org/2000/svg'>]><svg xmlns='&n;'/>"
      })
  void takesXml(String path, String xml) {
    assertThat(Subjects.with(path, xml).judgedBy(new XmlRule()))
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.xml|''",
        "a.xml|text",
        "a.xml|<a>",
        "a.xml|<a><b></a></b>",
        "a.xml|<a b=1/>",
        "a.xml|<a b='1' b='2'/>",
        "a.xml|<a>&nbsp;</a>",
        "a.xml|<a>1 & 2</a>",
        "a.xml|<a/><b/>",
        "a.xml|<x:a/>",
        "a.SVG|<svg></svg>",
        "a.svg|<svg xmlns='https://www.w3.org/2000/svg'/>",
        "a.svg|<g xmlns='http://www.w3.org/2000/svg'/>",
        "a.svg|<html xmlns='http://www.w3.org/1999/xhtml'/>"
      })
  void refusesWhatIsNotXmlOrNoImage(String path, String xml) {
    assertThat(Subjects.with(path, xml).faults(new XmlRule()))
        .singleElement()
        .asString()
        .startsWith(path);
  }

  @Test
  void saysWhereXmlBreaks() {
    assertThat(Subjects.with("a.svg", "<svg>\n<g>\n</svg>").judgedBy(new XmlRule()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.reason()).startsWith("a.svg, line 3, column ");
              assertThat(fault.evidence()).contains("\"g\"").endsWith("There: </svg>");
            });
  }

  @Test
  void readsXmlInTheEncodingThatItNames() {
    var bytes = "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00fc</a>";
    var latin = Content.of(bytes.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(new Subjects().file("a.xml", latin).faults(new XmlRule())).isEmpty();
    assertThat(new Subjects().file("a.xml", LATIN).faults(new XmlRule())).hasSize(1);
    assertThat(Subjects.with("a.xml", "<?xml version='1.0' encoding='x'?><a/>").faults(xml()))
        .hasSize(1);
  }

  @Test
  void readsNothingOutsideAnXmlFile(@TempDir Path folder) throws Exception {
    var other = Files.writeString(folder.resolve("other"), "<broken");
    var text = "<!DOCTYPE a [<!ENTITY e SYSTEM '" + other.toUri() + "'>]><a>&e;</a>";

    assertThat(Subjects.with("a.xml", text).faults(xml())).isEmpty();
  }

  @Test
  void stopsEntitiesFromGrowing() {
    var bomb = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'ha'>");
    for (var i = 1; i < 30; i++) {
      bomb.append("<!ENTITY e%d '%s'>".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
    }

    assertThat(Subjects.with("a.xml", bomb + "]><a>&e29;</a>").faults(xml())).hasSize(1);
    assertThat(Subjects.with("a.xml", bomb + "]><a b='&e29;'/>").faults(xml())).hasSize(1);
  }

  @Test
  void stopsDeclarationsFromGoingOn() {
    var declarations = new StringBuilder("<!DOCTYPE a [");
    for (var i = 0; i < 1_001; i++) {
      declarations.append("<!ATTLIST a b%d CDATA #IMPLIED>".formatted(i));
    }

    assertThat(Subjects.with("a.xml", declarations + "]><a/>").judgedBy(xml()))
        .singleElement()
        .satisfies(fault -> assertThat(fault.evidence()).contains("declares more than 1000"));
  }

  @Test
  void stopsElementsFromNesting() {
    assertThat(Subjects.with("a.xml", "<a>".repeat(100_000)).faults(xml())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n",
        "a;b\r\n1;\"2;3\"\r\n",
        "a\n1",
        "\"a\nb\",c\n1,2",
        "a,b\n\n1,2\n\n",
        "\"say \"\"hi\"\"\",b\n1,2",
        "\uFEFFa,b\n1,2",
        "a\tb\n1\t2"
      })
  void takesCsv(String csv) {
    assertThat(Subjects.with("a.csv", csv).judgedBy(new CsvRule()))
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,\"2\n3,4\n", "a,b\n\"1\"x,2\n", "\"", "a,\""})
  void refusesQuotesThatAreLeftOpenOrGoOn(String csv) {
    assertThat(Subjects.with("a.CSV", csv).faults(new CsvRule()))
        .singleElement()
        .asString()
        .startsWith("a.CSV")
        .contains("not well-formed CSV");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,b\n1,2\n1,2,3\n'|a.csv: row 3 has 3 columns, the first row 2",
        "'a,b\n1\n'|a.csv: row 2 has 1 column, the first row 2",
        "''|a.csv: it is empty",
        "'\n \n'|a.csv: it is empty"
      })
  void onlyWarnsOfRowsThatDiffer(String csv, String warning) {
    var subject = Subjects.with("a.csv", csv);

    assertThat(subject.faults(new CsvRule())).isEmpty();
    assertThat(subject.warnings(new CsvRule())).containsExactly(warning);
  }

  @Test
  void takesQuotesInTabbedTextAsTheyAre() {
    assertThat(Subjects.with("a.tsv", "a\tb\n5\"\t2\n").judgedBy(new CsvRule()))
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASS);
    assertThat(Subjects.with("a.tsv", "a\tb\n5\n").warnings(new CsvRule())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"a.yml,a: b: c", "a.xml,<a>", "a.csv,'\"'", "a.geojson,{", "a.js.map,{"})
  void onlyWarnsOfWhatTheModelDidNotWrite(String path, String text) {
    assertThat(faults(Subjects.with(path, text))).isEqualTo(1);
    assertThat(faults(Subjects.with(path, text).attached(path, text))).isZero();
    assertThat(faults(Subjects.with(path, text).base(path, text))).isZero();
    assertThat(faults(new Subjects().file(path, LATIN))).isEqualTo(1);
  }

  @Test
  void readsNoFileThatIsTooLarge() {
    var yaml = Subjects.with("a.yml", "a: b: c\n" + "# x\n".repeat(300_000));

    assertThat(yaml.faults(new YamlRule())).isEmpty();
    assertThat(yaml.warnings(new YamlRule())).hasSize(1);
  }

  @Test
  void takesNoOtherMapForJson() {
    assertThat(faults(Subjects.with("level1.map", "#####"))).isZero();
    assertThat(faults(Subjects.with("logo.svg", SVG))).isZero();
  }

  private static XmlRule xml() {
    return new XmlRule();
  }

  private static int faults(Subjects subject) {
    return subject.faults(new YamlRule()).size()
        + subject.faults(new XmlRule()).size()
        + subject.faults(new CsvRule()).size()
        + subject.faults(new JsonRule()).size();
  }
}
