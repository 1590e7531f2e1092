package io.llmdevops.github.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.git.GitRemoteException;
import io.llmdevops.task.HeldUpException;
import io.llmdevops.task.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclinedTest {

  @Test
  void namesTheFilesInWhichPushProtectionFoundASecret() {
    var told =
        refused(
            "error: GH013: Repository rule violations found for refs/heads/main.",
            "",
            "- GITHUB PUSH PROTECTION",
            "  —————————————————————————————————————————",
            "    Resolve the following violations before pushing again",
            "",
            "    - Push cannot contain secrets",
            "",
            "     (?) Learn how to resolve a blocked push",
            "     https://docs.github.com/code-security/secret-scanning",
            "",
            "      —— Amazon AWS Access Key ID ——————————————————————————",
            "       locations:",
            "         - commit: 8728dbe67",
            "           path: src/my keys.js:12",
            "         - commit: 8728dbe67",
            "           path: README.md:4",
            "",
            "       (?) To push, remove secret from commit(s) or follow this URL to allow the secret.",
            "       https://github.com/o/r/security/secret-scanning/unblock-secret/abc",
            "push declined due to repository rule violations");

    assertThat(told)
        .contains("push protection", "src/my keys.js, README.md", "Amazon AWS Access Key ID")
        .doesNotContain("Resolve", "GITHUB PUSH PROTECTION");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      —— Slack Token ——————————————————————————",
        "      —\uFFFD\uFFFD Slack Token ——————————————————————————",
        "      —— Slack Token —————\uFFFD\uFFFD———————————",
        "      —— Slack Token —————————————\uFFFD"
      })
  void namesTheKindOfSecretWhereverItsLineWasCutInTwo(String line) {
    var told =
        refused("- GITHUB PUSH PROTECTION", "  —————————————————————", line, "  path: a.js:1");

    assertThat(told).contains("in a.js (Slack Token):");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refusing to allow a Personal Access Token to create or update workflow"
            + " `.github/workflows/pages.yml` without `workflow` scope",
        "refusing to allow a GitHub App to create or update workflow"
            + " `.github/workflows/pages.yml` without `workflows` permission",
        "refusing to allow an OAuth App to create or update workflow"
            + " `.github/workflows/pages.yml` without `workflow` scope"
      })
  void namesWhatAWorkflowNeeds(String said) {
    assertThat(refused(said))
        .contains(".github/workflows/pages.yml", "Workflows, read and write", "scope workflow");
  }

  @Test
  void namesTheRulesThatProtectMain() {
    var told =
        refused(
            "error: GH013: Repository rule violations found for refs/heads/main.",
            "Review all repository rules at https://github.com/o/r/rules",
            "- Changes must be made through a pull request.",
            "- Commits must have verified signatures.");

    assertThat(told)
        .contains("main of a-repository", "Changes must be made through a pull request.", "bypass")
        .contains("verified signatures");
  }

  @Test
  void namesWhatProtectsABranchWithoutRules() {
    var told =
        refused(
            "error: GH006: Protected branch update failed for refs/heads/main.",
            "error: At least 1 approving review is required.");

    assertThat(told).contains("main of a-repository", "At least 1 approving review is required.");
  }

  @Test
  void namesAFileThatIsTooLarge() {
    var told =
        refused(
            "error: Trace: 0123",
            "error: See https://gh.io/lfs for more information.",
            "error: File big data.bin is 123.00 MB; this exceeds GitHub's file size limit of"
                + " 100.00 MB",
            "error: GH001: Large files detected. You may want to try Git Large File Storage");

    assertThat(told).contains("big data.bin", "123.00 MB", "100.00 MB");
  }

  @Test
  void repeatsWhatNobodyHasHeardOfBefore() {
    assertThat(
            refused("error: This repository is over its size quota", "pre-receive hook declined"))
        .contains("a-repository", "This repository is over its size quota");
  }

  @Test
  void triesAgainWhenGithubHadAFaultOfItsOwn() {
    assertThat(Declined.of("a-repository", declined("Internal Server Error")))
        .isInstanceOf(HeldUpException.class);
  }

  private static String refused(String... said) {
    var refused = Declined.of("a-repository", declined(said));
    assertThat(refused).isInstanceOf(RefusedException.class);
    assertThat(refused.getMessage()).doesNotContain("\n");
    return refused.getMessage();
  }

  private static GitRemoteException declined(String... said) {
    return new GitRemoteException(
        GitRemoteException.Kind.DECLINED, "the push was declined", List.of(said), null);
  }
}
