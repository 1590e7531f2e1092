package io.llmdevops.check.page;

import io.llmdevops.check.browser.Sighting;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a sighting into results. Burns CPU: runs on a worker. */
final class PageReading {

  private static final Set<Kind> ENDS =
      EnumSet.of(Kind.OUT_OF_TIME, Kind.OUT_OF_MEMORY, Kind.CRASHED);

  private PageReading() {}

  /** Of what every page has to pass. */
  static List<CheckResult> standing(Itinerary itinerary, Sighting sighting, SiteText site) {
    var findings = new PageFindings(site);
    var pages = sighting.pages();
    findings.root(pages.get(0));
    for (var at = 1; at < pages.size(); at++) {
      findings.other(itinerary.loads().get(at).address(), pages.get(at));
    }
    return findings.results();
  }

  /** Of the request's own scripts, by their place among its checks. */
  static Map<Integer, CheckResult> scripts(
      List<Check> checks, Itinerary itinerary, Sighting sighting, SiteText site) {
    var results = new HashMap<Integer, CheckResult>();
    itinerary
        .stops()
        .forEach(
            (at, stop) -> {
              var page = sighting.pages().get(stop.load());
              var ended =
                  sighting.pages().subList(0, stop.load() + 1).stream()
                      .anyMatch(PageReading::wasEnded);
              var ran = page.scripts().get(stop.script());
              results.put(at, ScriptResult.of(checks.get(at), ran, page, ended, site));
            });
    return results;
  }

  /**
   * Whether time was up before its turn came, for which it is not to blame: its own site answers at
   * once.
   */
  static boolean wasLeftOut(Page page) {
    return page.status().isEmpty()
        && page.view().isEmpty()
        && page.incidents().stream().allMatch(each -> each.kind() == Kind.OUT_OF_TIME);
  }

  private static boolean wasEnded(Page page) {
    var hadAnEnd = page.incidents().stream().anyMatch(each -> ENDS.contains(each.kind()));
    return !wasLeftOut(page) && (hadAnEnd || page.view().isEmpty());
  }
}
