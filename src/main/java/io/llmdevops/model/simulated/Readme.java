package io.llmdevops.model.simulated;

import io.llmdevops.model.simulated.AnswerText.Replacement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The README of the simulated model's site. */
final class Readme {

  private static final int MAX_BRIEF = 2_000;
  private static final int WIDTH = 110;
  private static final Map<String, String> SECTIONS = sections();

  private Readme() {}

  static String whole(Assignment assignment, Site site) {
    return Material.fill(
        Material.README,
        Map.of(
            "title",
            PlainText.markdown(PlainText.title(assignment.brief()), 100),
            "brief",
            indented(assignment.brief()),
            "round",
            assignment.round(),
            "page",
            "`" + site.page() + "`",
            "style",
            "`" + site.style() + "`",
            "icon",
            "`" + site.icon() + "`"));
  }

  /** Adds one line to the changes, and the sections that are missing where that is wanted. */
  static Optional<Replacement> withChange(String readme, String change, boolean addSections) {
    var sections = addSections ? missingSections(readme) : "";
    var line = "- " + change;
    if (Site.holdsLineOnce(readme, Site.README_MARK)) {
      var after = sections.isEmpty() ? "" : "\n\n" + sections;
      return Optional.of(new Replacement(Site.README_MARK, Site.README_MARK + "\n" + line + after));
    }
    var added = sections + "## Changes\n\n" + Site.README_MARK + "\n" + line;
    return lastSingleLine(readme).map(last -> new Replacement(last, last + "\n\n" + added));
  }

  static boolean lacksSections(String readme) {
    return !missingSections(readme).isEmpty();
  }

  private static String missingSections(String readme) {
    return SECTIONS.entrySet().stream()
        .filter(section -> !hasHeading(readme, section.getKey()))
        .map(section -> "## " + section.getKey() + "\n\n" + section.getValue() + "\n\n")
        .collect(Collectors.joining());
  }

  private static boolean hasHeading(String readme, String name) {
    var word = name.equals("License") ? "licen[cs]e" : name;
    return Pattern.compile("(?im)^#{1,6}\\s.*" + word + ".*$").matcher(readme).find();
  }

  /** A line that can be searched for, as far down as there is one. */
  private static Optional<String> lastSingleLine(String text) {
    var lines = new ArrayList<>(text.lines().map(String::stripTrailing).toList());
    var counts = lines.stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
    for (var i = lines.size() - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank() && counts.get(lines.get(i)) == 1) {
        return Optional.of(lines.get(i)).filter(Readme::isNoMark);
      }
    }
    return Optional.empty();
  }

  private static boolean isNoMark(String line) {
    return !line.equals("=======") && !line.equals(">>>>>>> REPLACE");
  }

  /** As a code block by indentation: nothing in it is Markdown, HTML or a tag of ours. */
  private static String indented(String brief) {
    return PlainText.of(brief)
        .strip()
        .lines()
        .flatMap(line -> wrapped(line).stream())
        .limit(MAX_BRIEF / WIDTH)
        .map(line -> "    " + line)
        .collect(Collectors.joining("\n"));
  }

  private static List<String> wrapped(String line) {
    var result = new ArrayList<String>();
    var rest = line;
    while (rest.length() > WIDTH) {
      var space = rest.lastIndexOf(' ', WIDTH);
      var end = space > 0 ? space : rest.offsetByCodePoints(0, WIDTH / 2);
      result.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    result.add(rest);
    return result;
  }

  private static Map<String, String> sections() {
    var result = new LinkedHashMap<String, String>();
    result.put("Summary", "A static page; its brief is shown on it.");
    result.put("Setup", "There is nothing to install: serve this folder with any web server.");
    result.put("Usage", "Open the page in a browser.");
    result.put("Code explanation", "`index.html` is the page; what it needs lies beside it.");
    result.put("License", "MIT, see the file LICENSE.");
    return result;
  }
}
