package io.llmdevops.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subjects;
import io.llmdevops.check.page.Works;
import io.llmdevops.check.repository.RepositoryJudge;
import io.llmdevops.check.repository.SecretsRule;
import io.llmdevops.check.statement.StatementsTest;
import io.llmdevops.config.Secret;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgesTest {

  private static final String SECRET = "correct-horse-staple";
  private static final SecretSearch SEARCH = new SecretSearch(List.of(new Secret(SECRET)));

  @Test
  void passesACompleteRepositoryInEveryCheckOnce() {
    var mit = StatementsTest.MIT;
    var subject = Subjects.page("<p>hi").file("README.md", Subjects.README).file("LICENSE", mit);

    assertThat(ofRepository(subject))
        .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(Verdict.PASS))
        .extracting(result -> StandingCheck.of(result).orElseThrow())
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.range(StandingCheck.SECRETS, StandingCheck.README));
  }

  @Test
  void findsASecretWhereverItWouldBePublished() {
    var encoded = Base64.getEncoder().encodeToString(("x" + SECRET).getBytes());

    assertThat(
            List.of(
                Subjects.page("<script>const key = '" + SECRET + "'"),
                new Subjects().file("img/x.png", Content.utf8("\0\1" + encoded)),
                Subjects.with(SECRET + "/a.txt", ""),
                new Subjects().summary("Use " + SECRET),
                new Subjects().failedEdit(SECRET)))
        .allSatisfy(
            subject ->
                assertThat(ofRepository(subject))
                    .singleElement()
                    .satisfies(
                        result -> {
                          assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
                          assertThat(result.toString()).doesNotContain(SECRET, encoded);
                          assertThat(StandingCheck.SECRETS.isOf(result)).isTrue();
                        }));
  }

  @Test
  void quotesNothingOfAVersionThatHoldsASecret() {
    var cut = "<img src='" + "x".repeat(140) + SECRET + "'>";

    assertThat(ofRepository(Subjects.page(cut)).toString()).doesNotContain(SECRET.substring(0, 6));
  }

  @Test
  void namesAnAttachmentThatHoldsASecretButNotTheSecret() {
    var rule = new SecretsRule(SEARCH);

    var inContent = new Subjects().attached("a.txt", "").attached("key.txt", SECRET).subject();
    assertThat(rule.objection(inContent.request()))
        .hasValueSatisfying(why -> assertThat(why).contains("attachment key.txt"));
    var inName = new Subjects().attached("a.txt", "").attached(SECRET, "").subject();
    assertThat(rule.objection(inName.request()))
        .hasValueSatisfying(
            why -> assertThat(why).contains("attachment number 2").doesNotContain(SECRET));
    var clean = new Subjects().attached("a.txt", "").subject();
    assertThat(rule.objection(clean.request())).isEmpty();
  }

  @Test
  void objectsToATaskNamedAfterASecret() {
    var named = new Subjects().task("a task of " + SECRET).subject().request();

    assertThat(new SecretsRule(SEARCH).objection(named))
        .hasValueSatisfying(
            why -> assertThat(why).contains("the task's name").doesNotContain(SECRET));
  }

  private static List<CheckResult> ofRepository(Subjects subject) {
    return new RepositoryJudge(new SecretsRule(SEARCH), Works.HERE)
        .judge(subject.subject())
        .result();
  }
}
