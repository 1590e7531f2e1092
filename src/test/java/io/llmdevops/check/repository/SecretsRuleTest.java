package io.llmdevops.check.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.judging.Subjects;
import io.llmdevops.config.Secret;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsRuleTest {

  private static final String OURS = "correct-horse-staple";

  /** Looks like one, put together so that it does not stand here. */
  private static final String KEY = String.join("_", "sk", "live", "Kg5v0YwQ2mN8rT4uXz7pLb3c");

  private static final String SCRIPT = "let a = 1;\n\nStripe('" + KEY + "');\n";

  private final SecretsRule rule = new SecretsRule(new SecretSearch(List.of(new Secret(OURS))));

  @Test
  void saysWhereWhatStandsAndWhatToDoAboutIt() {
    assertThat(Subjects.with("config.js", SCRIPT).faults(rule))
        .containsExactly(
            "config.js, line 3: this looks like a Stripe secret key; a static page can keep no"
                + " secret: let the user enter it, or leave it out");
  }

  @Test
  void quotesNothingOfASecret() {
    var results =
        Subjects.with("config.js", SCRIPT + OURS)
            .file("b.js", SCRIPT)
            .file(KEY + ".txt", SCRIPT)
            .summary("Use " + KEY)
            .failedEdit("js/" + KEY)
            .judgedBy(rule);

    assertThat(results).hasSize(5).allMatch(result -> result.verdict() == Verdict.FAIL);
    assertThat(results)
        .noneMatch(result -> (result.reason() + result.evidence()).contains("Kg5v"))
        .noneMatch(result -> result.reason().contains(OURS));
  }

  @Test
  void warnsOfWhatTheRequesterAttached() {
    var subject = Subjects.with("config.js", SCRIPT).attached("config.js", SCRIPT);

    assertThat(subject.faults(rule)).isEmpty();
    assertThat(subject.warnings(rule))
        .singleElement()
        .asString()
        .startsWith("config.js, line 3: this looks like a Stripe secret key")
        .endsWith("(attached so, left as it is)");
  }

  @Test
  void warnsOfWhatIsPublicSinceAnEarlierRound() {
    var subject =
        Subjects.with("config.js", SCRIPT).base("config.js", SCRIPT).file(KEY, "").base(KEY, "");

    assertThat(subject.faults(rule)).isEmpty();
    assertThat(subject.warnings(rule))
        .hasSize(2)
        .allMatch(reason -> reason.endsWith("(so since an earlier round)"));
  }

  @Test
  void refusesWhatAModelChangedButLeftASecretIn() {
    assertThat(
            Subjects.with("config.js", SCRIPT + "// more")
                .base("config.js", SCRIPT)
                .attached("config.js", SCRIPT)
                .faults(rule))
        .hasSize(1);
  }

  @Test
  void refusesTheEnginesOwnWhereverItStands() {
    assertThat(Subjects.with("a.js", OURS).attached("a.js", OURS).faults(rule)).hasSize(1);
    assertThat(Subjects.with("a.js", OURS).base("a.js", OURS).faults(rule)).hasSize(1);
  }

  @Test
  void passesWhatHoldsNone() {
    assertThat(Subjects.page("<script>const apiKey = 'YOUR_API_KEY';</script>").judgedBy(rule))
        .singleElement()
        .extracting(CheckResult::verdict)
        .isEqualTo(Verdict.PASS);
  }
}
