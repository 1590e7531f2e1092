package io.llmdevops.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.llmdevops.SettableClock;
import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Subjects;
import io.llmdevops.check.page.Seen;
import io.llmdevops.check.page.Works;
import io.llmdevops.check.statement.StatementJudge;
import io.llmdevops.check.statement.StatementJudge.Verdicts;
import io.llmdevops.config.Secret;
import io.llmdevops.pipeline.Work;
import io.llmdevops.secrets.SecretSearch;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Fact;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestJudgeTest {

  private static final String SECRET = "correct-horse-staple";
  private static final SecretSearch SEARCH = new SecretSearch(List.of(new Secret(SECRET)));
  private static final Fact CALLED = new Fact.CallWithdrawn("a call");

  private final List<String> read = new ArrayList<>();

  @Test
  void givesOneResultForEachOfTheRequestsChecksInOrder() {
    var subject =
        Subjects.with("README.md", "")
            .check(new Check.Statement("README.md is professional"))
            .check(new Check.Script("1 < 2", Optional.of("?id=7")))
            .check(new Check.Statement("README.md exists"))
            .check(new Check.Statement("It is beautiful"));
    var script = new CheckResult("js: 1 < 2 (at ?id=7)", Verdict.PASS, "true at once", "");

    var judged = judge(subject, Map.of(1, script), this::finding);

    assertThat(judged.results())
        .containsExactly(
            new CheckResult("README.md is professional", Verdict.FAIL, "read", ""),
            script,
            new CheckResult("README.md exists", Verdict.PASS, "README.md is there", ""),
            new CheckResult("It is beautiful", Verdict.FAIL, "read", ""));
    assertThat(judged.facts()).containsExactly(CALLED);
  }

  @Test
  void asksNoReaderWhereNothingIsLeftToRead() {
    var subject = Subjects.with("a.txt", "").check(new Check.Statement("a.txt exists"));

    assertThat(judge(subject, Map.of(), this::finding).results()).hasSize(1);
    assertThat(read).isEmpty();
  }

  @Test
  void leavesOutACheckThatHoldsASecret() {
    var subject = new Subjects().check(new Check.Statement(SECRET + " is shown"));

    assertThat(judge(subject, Map.of(), this::finding).results())
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.NOT_JUDGED);
              assertThat(result.toString()).doesNotContain(SECRET);
            });
    assertThat(read).isEmpty();
  }

  @Test
  void passesNothingThatAReaderForgets() {
    var subject =
        new Subjects()
            .check(new Check.Statement("a"))
            .check(new Check.Script("1", Optional.empty()));
    StatementJudge forgetful =
        (work, of, statements, views) ->
            Future.succeededFuture(new Verdicts(List.of(), List.of(CALLED)));

    assertThat(judge(subject, Map.of(), forgetful).results())
        .extracting(CheckResult::check, CheckResult::verdict)
        .containsExactly(tuple("a", Verdict.NOT_JUDGED), tuple("js: 1", Verdict.NOT_JUDGED));
  }

  private Future<Verdicts> finding(
      Work work, Subject subject, List<String> statements, List<PageView> views) {
    read.addAll(statements);
    var results =
        statements.stream().map(text -> new CheckResult(text, Verdict.FAIL, "read", "")).toList();
    return Future.succeededFuture(new Verdicts(results, List.of(CALLED)));
  }

  private static Verdicts judge(
      Subjects subjects, Map<Integer, CheckResult> scripts, StatementJudge reader) {
    var seen = new Seen(List.of(), scripts, List.of(), Optional.empty(), Optional.empty());
    return new RequestJudge(SEARCH, reader, Works.HERE)
        .judge(new Works(new SettableClock()).work(), subjects.subject(), seen)
        .result();
  }
}
