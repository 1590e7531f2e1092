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

/** What a page showed and what went wrong on it, for whoever has to repair it. */
final class PageEvidence {

  private static final int TEXT = 400;
  private static final int ERROR = 200;
  private static final int ERRORS = 3;

  private static final Set<Kind> TELLING =
      EnumSet.of(
          Kind.UNCAUGHT_ERROR,
          Kind.OUT_OF_TIME,
          Kind.OUT_OF_MEMORY,
          Kind.CRASHED,
          Kind.NAVIGATION,
          Kind.LOCAL_REQUEST_FAILED);

  private PageEvidence() {}

  static String of(Page page, SiteText site) {
    var faults =
        page.incidents().stream()
            .filter(incident -> TELLING.contains(incident.kind()))
            .limit(ERRORS)
            .map(incident -> fault(incident, site));
    return Stream.concat(faults, page.view().stream().flatMap(view -> shown(view, site).stream()))
        .collect(Collectors.joining("; "));
  }

  private static String fault(Incident incident, SiteText site) {
    return OneLine.of(IncidentWords.of(incident, site).reason(), ERROR);
  }

  private static List<String> shown(PageView view, SiteText site) {
    var text = OneLine.of(site.of(view.text()), TEXT);
    return List.of(
        "title of the page: \"" + OneLine.of(site.of(view.title()), ERROR) + '"',
        text.isEmpty() ? "it shows no text" : "it shows: \"" + text + '"');
  }
}
