package io.llmdevops.check.page;

import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.browser.Sighting.Ran;
import io.llmdevops.check.browser.Sighting.Ran.End;
import io.llmdevops.check.judging.Texts;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.OneLine;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** The result of one of the request's own scripts, with what it takes to repair the page. */
final class ScriptResult {

  private static final int TOLD = 600;

  /** What is thrown while a page runs comes with a stack. */
  private static final Pattern SYNTAX = Pattern.compile("SyntaxError: [^\\n]*");

  private static final long AT_ONCE = 50;
  private static final double SECOND = 1_000;
  private static final double EXACT_BELOW = 9.95;

  private ScriptResult() {}

  /**
   * @param ended whether this page, or one before it, had to be ended
   */
  static CheckResult of(Check check, Ran ran, Page page, boolean ended, SiteText site) {
    var told = site.of(ran.told());
    if (isNoExpression(ran, told)) {
      var reason = "the check itself is no JavaScript expression" + colon(told);
      return new CheckResult(check.label(), Verdict.NOT_JUDGED, Texts.line(reason), "");
    }
    var verdict = verdict(ran, ended);
    var failed = verdict == Verdict.FAIL;
    var reason = reason(ran, told) + (failed ? PageEvidence.blameElsewhere(page, site) : "");
    var evidence = failed ? evidence(ran, told, page, site) : "";
    return new CheckResult(check.label(), verdict, Texts.line(reason), evidence);
  }

  private static Verdict verdict(Ran ran, boolean ended) {
    if (ran.end() == End.TRUE) {
      return Verdict.PASS;
    }
    return ran.end() == End.NOT_TRIED && !ended ? Verdict.NOT_JUDGED : Verdict.FAIL;
  }

  /** No page can help that, so none is to be repaired for it: it is not tried twice either. */
  private static boolean isNoExpression(Ran ran, String told) {
    return ran.end() == End.THREW && ran.tries() == 1 && SYNTAX.matcher(told).matches();
  }

  private static String reason(Ran ran, String told) {
    var first = Texts.line(told.strip().lines().findFirst().orElse(""));
    return switch (ran.end()) {
      case TRUE ->
          ran.after().toMillis() < AT_ONCE ? "true at once" : "true after " + words(ran.after());
      case FALSE ->
          "was still false after "
              + words(ran.after())
              + (first.equals("false") ? "" : colon(first));
      case THREW -> "threw " + (first.isEmpty() ? "an error" : first);
      case HUNG -> "did not come to an end within " + words(ran.after());
      case NOT_TRIED -> "not tried" + colon(first);
    };
  }

  private static String evidence(Ran ran, String told, Page page, SiteText site) {
    var last = OneLine.of(told, TOLD);
    var shown = PageEvidence.of(page, site);
    var said =
        switch (ran.end()) {
          case THREW -> "last error after " + tries(ran) + colon(last);
          case FALSE -> "last value after " + tries(ran) + colon(last);
          default -> last;
        };
    return Texts.evidence(said.isEmpty() || shown.isEmpty() ? said + shown : said + "; " + shown);
  }

  private static String tries(Ran ran) {
    return ran.tries() == 1 ? "1 try" : ran.tries() + " tries";
  }

  private static String colon(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }

  private static String words(Duration time) {
    var seconds = time.toMillis() / SECOND;
    return String.format(Locale.ROOT, seconds < EXACT_BELOW ? "%.1f s" : "%.0f s", seconds);
  }
}
