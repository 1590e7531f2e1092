package io.llmdevops.github.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.FileTree;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitePlanTest {

  private static final String PATH = ".github/workflows/pages.yml";
  private static final String JOBS =
      "\njobs:\n  deploy:\n    steps:\n      - uses: actions/deploy-pages@v4\n";

  @Test
  void isBuiltFromTheBranchByDefault() {
    var plan = SitePlan.of(FileTree.of(Map.of("index.html", Content.utf8("hello"))));

    // sha256sum of "hello"
    var digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assertThat(plan).isEqualTo(new SitePlan(Optional.empty(), Optional.of(digest)));
    assertThat(plan.facts())
        .containsExactly(
            new Fact.Marked("site-workflow", ""), new Fact.Marked("site-index", digest));
  }

  @Test
  void isBranchsEvenWithoutAPage() {
    var plan = SitePlan.of(FileTree.EMPTY);

    assertThat(plan).isEqualTo(new SitePlan(Optional.empty(), Optional.empty()));
    assertThat(plan.facts())
        .containsExactly(new Fact.Marked("site-workflow", ""), new Fact.Marked("site-index", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on: push",
        "'on': push",
        "on: [push, workflow_dispatch]",
        "on:\n  push:\n  workflow_dispatch:",
        "on:\n  push:\n    branches: [main]",
        "on:\n  push:\n    branches: main",
        "on:\n  push:\n    branches: ['release/**', 'ma*']",
        "on:\n  push:\n    branches: ['**', '!dev']",
        "on:\n  push:\n    branches: ['*']\n    tags: ['v*']",
        "on:\n  push:\n    branches-ignore: [gh-pages]",
        "on:\n  push:\n    paths: ['**.html']",
      })
  void isDeployedByAWorkflowThatAPushStarts(String on) {
    assertThat(workflow(on + JOBS)).contains(PATH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on: workflow_dispatch",
        "on: [pull_request]",
        "on:\n  workflow_dispatch:",
        "on:\n  push:\n    branches: [dev]",
        "on:\n  push:\n    branches: ['**', '!main']",
        "on:\n  push:\n    branches: ['[', 'm.in', 'main/*']",
        "on:\n  push:\n    branches-ignore: ['m*']",
        "on:\n  push:\n    tags: ['v*']",
        "name: nothing starts it",
      })
  void isNoneOfAWorkflowThatNobodyCouldWaitFor(String on) {
    assertThat(workflow(on + JOBS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "on: push\njobs:\n  test:\n    steps:\n      - run: npm test # actions/deploy-pages@v4",
        "on: push\njobs:\n  test:\n    steps:\n      - name: actions/deploy-pages@v4",
        "on: push\njobs: [actions/deploy-pages@v4]",
        "on: push\njobs:\n  test:\n    steps:\n      - uses: actions/deploy-pages-not@v4",
        "on: push\non: push" + JOBS,
        "on: push\n  : broken: [",
        "*unknown",
        "",
        "- on: push",
      })
  void isNoneOfAWorkflowThatDeploysNothing(String text) {
    assertThat(workflow(text)).isEmpty();
  }

  @Test
  void readsAnyVersionOfTheActionInAnyJobAndFile() {
    var text =
        "on: push\njobs:\n  build:\n    uses: ./x.yml\n  b:\n    steps:\n    - run: x\n"
            + "    - id: d\n      uses: Actions/deploy-pages@0123abc\n";
    var other = ".github/workflows/z.yaml";

    assertThat(
            SitePlan.of(
                    FileTree.of(
                        Map.of(
                            ".github/workflows/a.yml",
                            Content.utf8("on: push"),
                            ".github/workflows/deep/b.yml",
                            Content.utf8(text),
                            "c.yml",
                            Content.utf8(text),
                            other,
                            Content.utf8(text))))
                .workflow())
        .contains(other);
  }

  @Test
  void givesUpOnFilesMadeToBeHardToRead() {
    assertThat(workflow("[".repeat(200_000))).isEmpty();
    assertThat(workflow("on: push\n" + "#".repeat(1_000_000) + JOBS)).isEmpty();
    assertThat(workflow("a: &a [x]\n" + "b: [*a, *a]\n".repeat(100) + "on: push" + JOBS)).isEmpty();
    assertThat(workflow("on:\n  push:\n    branches: ['" + "[a-z]?".repeat(1_000) + "x']" + JOBS))
        .isEmpty();
  }

  private static Optional<String> workflow(String text) {
    return SitePlan.of(FileTree.of(Map.of(PATH, Content.utf8(text)))).workflow();
  }
}
