package io.llmdevops.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowRuleTest {

  private static final String PATH = ".github/workflows/pages.yml";

  /** As GitHub's own starter workflow for static sites is shaped. */
  private static final String PAGES =
      """
      # Publishes the site.
      name: Deploy static content to Pages

      on:
        push:
          branches: ["main"]
        workflow_dispatch:

      permissions:
        contents: read
        pages: write
        id-token: write

      concurrency:
        group: "pages"
        cancel-in-progress: false

      jobs:
        deploy:
          environment:
            name: github-pages
            url: ${{ steps.deployment.outputs.page_url }}
          runs-on: ubuntu-latest
          steps:
            - name: Checkout
              uses: actions/checkout@v4
            - uses: actions/configure-pages@v5
            - uses: actions/upload-pages-artifact@v3
              with:
                path: '.' # everything
            - name: Deploy
              id: deployment
              uses: actions/deploy-pages@v4
      """;

  @Test
  void keepsAWorkflowThatPublishesTheSite() {
    assertThat(WorkflowRule.reasonAgainst(PATH, PAGES)).isEmpty();
  }

  @Test
  @Timeout(5)
  void refusesALineOfMillionsOfBlanksAtOnce() {
    var endless = PAGES + " ".repeat(3_000_000) + "x\n";

    assertThat(WorkflowRule.reasonAgainst(PATH, endless)).isPresent();
  }

  @Test
  void hasNothingToSayOfOtherFiles() {
    assertThat(WorkflowRule.reasonAgainst("docs/workflows/a.yml", "anything")).isEmpty();
    assertThat(WorkflowRule.reasonAgainst("action.yml", "anything")).isEmpty();
    assertThat(WorkflowRule.reasonAgainst(".github/ISSUE_TEMPLATE/bug.md", "a")).isEmpty();
  }

  @Test
  void leavesOutWhatElseGithubWouldActOn() {
    assertThat(WorkflowRule.reasonAgainst(".github/actions/a/action.yml", "")).isPresent();
    assertThat(WorkflowRule.reasonAgainst(".github/dependabot.yml", "version: 2")).isPresent();
    assertThat(WorkflowRule.reasonAgainst(".github/Dependabot.yaml", "version: 2")).isPresent();
  }

  @Test
  void readsNoWorkflowWithoutEnd() {
    assertThat(WorkflowRule.reasonAgainst(PATH, PAGES + "# more\n".repeat(20_000))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'.'|${{ secrets.TOKEN }}",
        "'.'|'. # ${{ secrets.TOKEN }}",
        "path: '.'|path: '.",
        "name: Checkout|name: ${{ toJSON(secrets) }}",
        "runs-on: ubuntu-latest|runs-on: self-hosted",
        "runs-on: ubuntu-latest|runs-on: [self-hosted]",
        "workflow_dispatch:|pull_request_target:",
        "workflow_dispatch:|schedule:",
        "contents: read|contents: write",
        "contents: read|packages: write",
        "contents: read|\"contents\": write",
        "contents: read|{contents: write}",
        "id-token: write|<<: *all",
        "uses: actions/checkout@v4|uses: somebody/else@v1",
        "uses: actions/checkout@v4|run: echo $GITHUB_TOKEN",
        "jobs:|jobs: &all",
        "permissions:|# permissions:",
        "permissions:|permissions: write-all #"
      })
  void leavesOutWhatCannotBeProvedHarmless(String harmless, String other) {
    assertThat(PAGES).contains(harmless);
    assertThat(WorkflowRule.reasonAgainst(PATH, PAGES.replace(harmless, other))).isPresent();
  }

  @Test
  void leavesOutAWorkflowWithTheTokensDefaultPermissions() {
    var without = PAGES.replaceAll("(?s)permissions:.*?\\n\\n", "");
    assertThat(WorkflowRule.reasonAgainst(PATH, without)).isPresent();
    assertThat(WorkflowRule.reasonAgainst(PATH, "")).isPresent();
  }
}
