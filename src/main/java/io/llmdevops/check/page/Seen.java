package io.llmdevops.check.page;

import io.llmdevops.check.judging.PageView;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.check.judging.Subject;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Picture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a browser had to say of a version.
 *
 * @param standing results of what every page has to pass
 * @param scripts results of the request's own checks, by their place in the request
 * @param views the pages as a visitor would find them, the site itself first
 * @param picture of the site itself
 * @param note what the task's timeline has to say of it
 */
public record Seen(
    List<CheckResult> standing,
    Map<Integer, CheckResult> scripts,
    List<PageView> views,
    Optional<Picture> picture,
    Optional<String> note) {

  private static final String WHAT = "browser checks";

  public Seen {
    standing = List.copyOf(standing);
    scripts = Map.copyOf(scripts);
    views = List.copyOf(views);
  }

  /** Nothing, since no browser looked; whatever needs one is not judged. */
  public static Seen nothing(Subject subject, String why) {
    var reason = Texts.line(why.startsWith(WHAT) ? why : WHAT + " did not run: " + why);
    var checks = subject.request().checks();
    var scripts =
        IntStream.range(0, checks.size())
            .filter(at -> checks.get(at) instanceof Check.Script)
            .boxed()
            .collect(Collectors.toMap(at -> at, at -> notJudged(checks.get(at), reason)));
    return new Seen(
        List.of(StandingCheck.LOADS.result(Verdict.NOT_JUDGED, reason, "")),
        scripts,
        List.of(),
        Optional.empty(),
        Optional.of(reason));
  }

  private static CheckResult notJudged(Check check, String reason) {
    return new CheckResult(check.label(), Verdict.NOT_JUDGED, reason, "");
  }
}
