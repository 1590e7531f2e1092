package io.llmdevops.check.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.Subjects;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRulesTest {

  private static final long MIB = 1024 * 1024;

  private static final String WORKFLOW = ".github/workflows/pages.yml";

  private static final String HARMLESS =
      """
      on:
        push:
      permissions:
        contents: read
        pages: write
        id-token: write
      jobs:
        deploy:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v4
      """;

  @Test
  void takesAWorkflowThatPublishesTheSite() {
    assertThat(Subjects.with(WORKFLOW, HARMLESS).file("LICENSE", "MIT").judgedBy(forbidden()))
        .extracting(CheckResult::verdict)
        .containsExactly(Verdict.PASS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: ${{ secrets.KEY }}",
        "name: ${{ secrets['KEY'] }}",
        "runs-on: [self-hosted, linux]",
        "on: pull_request_target",
        "schedule:",
        "contents: write",
        "permissions: write-all",
        "uses: a/b/.github/workflows/x.yml@main",
        "secrets: inherit",
        "- uses: ./.github/actions/mine",
        "- run: curl https://example.org"
      })
  void refusesAWorkflowThatDoesMore(String line) {
    assertThat(Subjects.with(WORKFLOW, HARMLESS + "  " + line + "\n").faults(forbidden()))
        .singleElement()
        .asString()
        .startsWith(WORKFLOW + ": the workflow cannot be proved harmless");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CNAME", "cname", ".github/dependabot.yml", ".github/actions/a/action.yml"})
  void refusesWhatElseGithubWouldActOn(String path) {
    assertThat(Subjects.with(path, "x").faults(forbidden())).hasSize(1);
    assertThat(Subjects.with(path, "x").base(path, "x").faults(forbidden())).isEmpty();
    assertThat(Subjects.with(path, "x").base(path, "x").warnings(forbidden())).hasSize(1);
    assertThat(Subjects.with(path, "y").base(path, "x").faults(forbidden())).hasSize(1);
  }

  @Test
  void onlyWarnsOfSomebodysOwnWorkflowUntilItIsEdited() {
    var own = "on: schedule\n";

    assertThat(Subjects.with(WORKFLOW, own).base(WORKFLOW, own).faults(forbidden())).isEmpty();
    assertThat(Subjects.with(WORKFLOW, own).base(WORKFLOW, own).warnings(forbidden())).hasSize(1);
    assertThat(Subjects.with(WORKFLOW, own + "#").base(WORKFLOW, own).faults(forbidden()))
        .hasSize(1);
  }

  @Test
  void takesFilesOfTheUsualSize() {
    assertThat(Subjects.page("<p>hi").judgedBy(new LimitsRule()))
        .containsExactly(
            new CheckResult(
                "Files keep to the limits of size and number", Verdict.PASS, "1 files, 0 KiB", ""));
  }

  @Test
  void refusesWhatAModelLetsGrow() {
    assertThat(limits(new Subjects(), Map.of("a.js", 5 * MIB + 1)))
        .containsExactly("FAIL a.js: 6 MiB; write files of at most 5 MiB");
    assertThat(limits(new Subjects(), Map.of("a.js", 5 * MIB))).allMatch(PolicyRulesTest::isPass);
    var eleven = many(11, 5 * MIB);
    assertThat(limits(new Subjects(), eleven))
        .containsExactly("FAIL files written: 55 MiB; write at most 50 MiB");
    assertThat(limits(new Subjects(), many(1_001, 1)))
        .containsExactly("FAIL files written: 1001; write at most 1000");
  }

  @Test
  void refusesOfOthersFilesOnlyWhatGithubRefuses() {
    var attached = new Subjects().attached("a.bin", "").file("a.bin", "");

    assertThat(limits(attached, Map.of("a.bin", 50 * MIB))).allMatch(PolicyRulesTest::isPass);
    assertThat(limits(attached, Map.of("a.bin", 100 * MIB)))
        .hasSize(2)
        .contains("WARN a.bin: 100 MiB; GitHub warns of files over 50 MiB");
    assertThat(limits(attached, Map.of("a.bin", 100 * MIB + 1)))
        .containsExactly("FAIL a.bin: 101 MiB; GitHub refuses files over 100 MiB");
    assertThat(limits(attached, Map.of("a.bin", 1_000_000_001L))).hasSize(2);
  }

  @Test
  void refusesPathsThatOtherMachinesCannotHold() {
    var deep = "a/".repeat(51) + "b";

    assertThat(Subjects.with(deep, "").faults(new LimitsRule())).hasSize(1);
    assertThat(Subjects.with(deep, "").base(deep, "").faults(new LimitsRule())).isEmpty();
    assertThat(Subjects.with("a/".repeat(50) + "b", "").faults(new LimitsRule())).isEmpty();
    assertThat(Subjects.with("x".repeat(256), "").faults(new LimitsRule())).hasSize(1);
    assertThat(Subjects.with(("x".repeat(250) + "/").repeat(5), "").faults(new LimitsRule()))
        .hasSize(1);
  }

  @Test
  void warnsOfVeryFullFolders() {
    var subject = new Subjects();
    for (var i = 0; i < 3_001; i++) {
      subject.file("a/" + i, "x").base("a/" + i, "x");
    }

    assertThat(subject.faults(new LimitsRule())).isEmpty();
    assertThat(subject.warnings(new LimitsRule())).containsExactly("a: 3001 entries in one folder");
  }

  private static Rule forbidden() {
    return new ForbiddenRule();
  }

  private static List<String> limits(Subjects subject, Map<String, Long> sizes) {
    return LimitsRule.judge(subject.subject(), sizes).stream()
        .map(result -> result.verdict() + " " + result.reason())
        .toList();
  }

  private static boolean isPass(String result) {
    return result.startsWith("PASS ");
  }

  private static Map<String, Long> many(int count, long size) {
    var result = new TreeMap<String, Long>();
    for (var i = 0; i < count; i++) {
      result.put(i + ".js", size);
    }
    return result;
  }
}
