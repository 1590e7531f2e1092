package io.llmdevops.check.repository;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a README has to tell, and the headings under which people tell it. */
enum ReadmeSection {
  SUMMARY(
      "Summary",
      "summary|overview|about|description|introduction|intro|abstract|purpose|at a glance"
          + "|what it does|what it is|what is it|what this is|what this does|what is this"
          + "|what does it do|tl dr"),
  SETUP(
      "Setup",
      "setup|set up|setting up|install|installation|installing|getting started|get started"
          + "|quick start|quickstart|prerequisites|requirements|deployment|how to run"
          + "|how to run it|run it|run locally|running|running it|running locally"),
  USAGE(
      "Usage",
      "usage|use|using|how to use|how to use it|user guide|using it|using the app|using the page"
          + "|examples|example|operation"),
  CODE(
      "Code explanation",
      "code explanation|code explained|explanation|explanation of the code|code overview"
          + "|code walkthrough|code walk through|walkthrough|code structure|code organisation"
          + "|code organization|code layout|code|the code|how the code works|how it works"
          + "|how this works|architecture|implementation|implementation details|technical details"
          + "|technical overview|project structure|file structure|files|internals|design"
          + "|under the hood|about the code|code description|code summary|code details"),
  LICENCE("Licence", "licence|license|licensing|mit licence|mit license");

  private static final int SHORTEST_PART = 5;

  private final String title;
  private final List<String> names;

  ReadmeSection(String title, String names) {
    this.title = title;
    this.names = List.of(names.split("\\|"));
  }

  String title() {
    return title;
  }

  /** Whatever its level, case, numbering, emoji and punctuation; "Setup and usage" names two. */
  boolean isNamed(String heading) {
    var words = words(heading);
    if (this != CODE && CODE.isOne(words)) {
      return false;
    }
    return isOne(words)
        || Stream.of(words.split(" and | or ")).anyMatch(this::isOne)
        || startsOrEnds(words);
  }

  private boolean isOne(String words) {
    return names.contains(words);
  }

  /** "Project overview", "Usage instructions", "Local setup", "License information". */
  private boolean startsOrEnds(String words) {
    return names.stream()
        .filter(name -> name.length() >= SHORTEST_PART)
        .anyMatch(name -> words.startsWith(name + " ") || words.endsWith(" " + name));
  }

  private static String words(String heading) {
    var out = new StringBuilder();
    heading
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .map(point -> Character.isLetter(point) ? point : point == '&' ? '&' : ' ')
        .forEach(out::appendCodePoint);
    return String.join(" ", out.toString().replace("&", " and ").strip().split(" +"));
  }
}
