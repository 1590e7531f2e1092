package io.llmdevops.check.page;

import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import io.llmdevops.check.browser.Sighting.Page;
import io.llmdevops.check.judging.PageView;
import io.llmdevops.task.OneLine;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a page showed and what went wrong on it, for whoever has to repair or to judge it. */
final class PageEvidence {

  private static final int TEXT = 400;
  private static final int ERROR = 200;

  /** Of each group, so that a crowd of one leaves room for the other. */
  private static final int ERRORS = 3;

  private static final Set<Kind> TELLING =
      EnumSet.of(
          Kind.UNCAUGHT_ERROR,
          Kind.OUT_OF_TIME,
          Kind.OUT_OF_MEMORY,
          Kind.CRASHED,
          Kind.NAVIGATION,
          Kind.LOCAL_REQUEST_FAILED);

  /** None is a fault by itself, and each may be the cause of one. */
  private static final Set<Kind> ABSENT =
      EnumSet.of(Kind.LOCAL_FETCH_FAILED, Kind.THIRD_PARTY_FAILED, Kind.REFUSED);

  private static final Set<Kind> OF_OTHERS = EnumSet.of(Kind.THIRD_PARTY_FAILED, Kind.REFUSED);

  private PageEvidence() {}

  static String of(Page page, SiteText site) {
    return Stream.concat(
            Stream.of(trouble(page, site)).filter(text -> !text.isEmpty()),
            page.view().stream().flatMap(view -> shown(view, site).stream()))
        .collect(Collectors.joining("; "));
  }

  /** What went wrong on it; empty where nothing did. */
  static String trouble(Page page, SiteText site) {
    return Stream.of(TELLING, ABSENT)
        .flatMap(kinds -> all(page, kinds).limit(ERRORS))
        .map(incident -> OneLine.of(IncidentWords.of(incident, site).reason(), ERROR))
        .collect(Collectors.joining("; "));
  }

  /**
   * For the end of a sentence that says how the page failed: whoever reads it must know that this
   * may be another site's doing, or that of the way there. Empty where all came.
   */
  static String blameElsewhere(Page page, SiteText site) {
    var absent = all(page, OF_OTHERS).toList();
    if (absent.isEmpty()) {
      return "";
    }
    var first = OneLine.of(site.of(absent.get(0).text()), ERROR);
    var more = absent.size() > 1 ? " and " + (absent.size() - 1) + " more" : "";
    return " (from another site did not come: " + first + more + ")";
  }

  private static Stream<Incident> all(Page page, Set<Kind> kinds) {
    return page.incidents().stream().filter(incident -> kinds.contains(incident.kind()));
  }

  private static List<String> shown(PageView view, SiteText site) {
    var text = OneLine.of(site.of(view.text()), TEXT);
    return List.of(
        "title of the page: \"" + OneLine.of(site.of(view.title()), ERROR) + '"',
        text.isEmpty() ? "it shows no text" : "it shows: \"" + text + '"');
  }
}
