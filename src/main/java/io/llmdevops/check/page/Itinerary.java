package io.llmdevops.check.page;

import io.llmdevops.check.browser.Visit.Load;
import io.llmdevops.task.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which pages are loaded for a request's checks, and where each check has its turn.
 *
 * @param loads the site's root first, even where no check needs it
 * @param stops by the check's place in the request
 */
record Itinerary(List<Load> loads, SortedMap<Integer, Stop> stops) {

  private static final String ROOT = "";

  /** A path of nothing but "here", with no query or fragment to speak of. */
  private static final Pattern MEANS_ROOT =
      Pattern.compile("(?:(?:\\.|%2[eE])?/)*(?:\\.|%2[eE])?[?#]?");

  /** Where a check is tried: places within the loads and within that load's scripts. */
  record Stop(int load, int script) {}

  /**
   * @param shown which checks a page may learn of
   */
  static Itinerary of(List<Check> checks, Predicate<Check> shown) {
    Map<String, List<String>> scripts = new LinkedHashMap<>(Map.of(ROOT, new ArrayList<>()));
    var stops = new TreeMap<Integer, Stop>();
    for (var at = 0; at < checks.size(); at++) {
      if (checks.get(at) instanceof Check.Script script && shown.test(script)) {
        var address = address(script);
        var ofLoad = scripts.computeIfAbsent(address, fresh -> new ArrayList<>());
        var load = List.copyOf(scripts.keySet()).indexOf(address);
        stops.put(at, new Stop(load, ofLoad.size()));
        ofLoad.add(script.js());
      }
    }
    var loads = scripts.entrySet().stream().map(each -> new Load(each.getKey(), each.getValue()));
    return new Itinerary(loads.toList(), stops);
  }

  private static String address(Check.Script script) {
    return script.url().filter(url -> !MEANS_ROOT.matcher(url).matches()).orElse(ROOT);
  }
}
