package io.llmdevops.check.browser.chromium;

import io.llmdevops.check.browser.Sighting.Incident;
import io.llmdevops.check.browser.Sighting.Incident.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens to one page, each thing told once, and not without end. */
final class Incidents {

  static final int MOST = 100;

  /** Of one kind, so that a flood of one leaves room for the others. */
  private static final int MOST_OF_A_KIND = 30;

  private static final int LONGEST = 2000;
  private static final int LONGEST_PLACE = 300;

  private final SiteNames names;
  private final List<Incident> told = new ArrayList<>();
  private final Set<Incident> seen = new HashSet<>();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  Incidents(SiteNames names) {
    this.names = names;
  }

  void add(Kind kind, String text, String where) {
    var incident =
        new Incident(
            kind, names.shorten(cut(text, LONGEST)), names.shorten(cut(where, LONGEST_PLACE)));
    if (counts.getOrDefault(kind, 0) < MOST_OF_A_KIND && told.size() < MOST && seen.add(incident)) {
      told.add(incident);
      counts.merge(kind, 1, Integer::sum);
    }
  }

  void add(Ended end) {
    add(end.kind(), end.getMessage(), "");
  }

  List<Incident> told() {
    return List.copyOf(told);
  }

  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
