package io.llmdevops.check.page;

import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.judging.Findings;
import io.llmdevops.check.judging.StandingCheck;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Gathers what a version's pages did that no page should, and what each counts for. */
final class PageFindings {

  private static final int FIRST_ERROR = 400;

  private final Map<StandingCheck, Findings> findings = new EnumMap<>(StandingCheck.class);
  private final Set<String> told = new HashSet<>();
  private final SiteText site;
  private boolean rootCame;

  PageFindings(SiteText site) {
    this.site = site;
    Stream.of(
            StandingCheck.LOADS,
            StandingCheck.CONDUCT,
            StandingCheck.ERRORS,
            StandingCheck.REQUESTS,
            StandingCheck.CONSOLE)
        .forEach(check -> findings.put(check, new Findings(check)));
  }

  /** The site itself. */
  void root(Page page) {
    rootCame = page.view().isPresent() && !isError(page);
    var loads = findings.get(StandingCheck.LOADS);
    if (rootCame && page.blank()) {
      loads.fail(
          "nothing is to be seen on the page" + PageEvidence.blameElsewhere(page, site),
          PageEvidence.of(page, site));
    }
    load(new Place(""), page);
  }

  /** What a check of the request named. */
  void other(String address, Page page) {
    var place = new Place(address);
    var loads = findings.get(StandingCheck.LOADS);
    if (PageReading.wasLeftOut(page)) {
      loads.warn("it was not loaded any more" + place.suffix(), "");
      return;
    }
    if (page.view().isPresent() && !isError(page) && page.blank()) {
      loads.warn("nothing is to be seen there" + place.suffix(), PageEvidence.of(page, site));
    }
    load(place, page);
  }

  private void load(Place place, Page page) {
    page.incidents().forEach(incident -> add(place, incident, page));
    var loads = findings.get(StandingCheck.LOADS);
    if (isError(page)) {
      loads.fail(
          "the server answers "
              + page.status().get()
              + (page.status().get() == 404 ? ", there is no such page" : "")
              + place.suffix(),
          place.isRoot() ? "a site's root is its index.html" : "loaded with " + place.address());
    } else if (page.view().isEmpty() && !has(page, Kind.CRASHED)) {
      loads.fail(
          (page.status().isEmpty() ? "the page never came" : "nothing could be seen of the page")
              + place.suffix(),
          PageEvidence.of(page, site));
    }
  }

  private static boolean isError(Page page) {
    return page.status().filter(status -> status >= FIRST_ERROR).isPresent();
  }

  private static boolean has(Page page, Kind kind) {
    return page.incidents().stream().anyMatch(incident -> incident.kind() == kind);
  }

  private void add(Place place, Incident incident, Page page) {
    var words = IncidentWords.of(incident, site);
    if (told.add(incident.kind() + words.without(place.address()))) {
      var meaning = Meaning.of(incident.kind());
      var to = findings.get(meaning.check());
      var reason = words.reason() + place.suffix();
      if (meaning.isFault()) {
        to.fail(reason + blameFor(incident, page), words.evidence());
      } else {
        to.warn(reason, words.evidence());
      }
    }
  }

  private String blameFor(Incident incident, Page page) {
    return incident.kind() == Kind.UNCAUGHT_ERROR ? PageEvidence.blameElsewhere(page, site) : "";
  }

  /** In the order of the checks. */
  List<CheckResult> results() {
    return findings.entrySet().stream()
        .flatMap(each -> each.getValue().orPassed(passed(each.getKey())).stream())
        .map(this::unlessUnseen)
        .toList();
  }

  /** What did not load did no wrong either. */
  private CheckResult unlessUnseen(CheckResult result) {
    return rootCame || result.verdict() != Verdict.PASS
        ? result
        : new CheckResult(
            result.check(),
            Verdict.NOT_JUDGED,
            "the page did not load, or could not be seen to its end",
            "");
  }

  private static String passed(StandingCheck check) {
    return switch (check) {
      case LOADS -> "it loads, and there is something to see";
      case CONDUCT -> "it came to rest";
      case ERRORS -> "there was no uncaught error";
      case REQUESTS -> "whatever it asked its site for was there";
      default -> "it wrote none";
    };
  }

  /** Where something happened, as far as it was not on the site itself. */
  private record Place(String address) {
    boolean isRoot() {
      return address.isEmpty();
    }

    String suffix() {
      return isRoot() ? "" : " (at " + address + ")";
    }
  }
}
