package io.llmdevops.model.simulated;

import io.llmdevops.model.DataBlock;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where the files of the simulated model's site lie: those of an earlier round where they are its
 * own, and free names otherwise, since a brief may bring files of the same names.
 */
record Site(String page, String style, String script, String icon, String readme) {

  /** Stands in the page before the newest round. */
  static final String PAGE_MARK = "<!-- simulated model: the newest round follows -->";

  /** Stands in the README before the newest change. */
  static final String README_MARK = "<!-- simulated model: the newest change follows -->";

  private static final String STYLE_MARK = "/* Made by the simulated model. */";
  private static final String SCRIPT_MARK = "// Made by the simulated model";

  static Site of(Assignment assignment) {
    var index =
        assignment.isAttached("index.html") ? free(assignment, "overview.html") : "index.html";
    return new Site(
        ownPage(assignment).map(block -> block.about("path")).orElse(index),
        own(assignment, "style.css", STYLE_MARK),
        own(assignment, "attachments.js", SCRIPT_MARK),
        own(assignment, "icon.svg", Material.ICON),
        "README.md");
  }

  /** The page of an earlier round, as long as it can be edited. */
  static Optional<DataBlock> ownPage(Assignment assignment) {
    return assignment.files().stream()
        .filter(block -> block.about("path").endsWith(".html"))
        .filter(block -> holdsLineOnce(block.text(), PAGE_MARK))
        .filter(block -> !assignment.isAttached(block.about("path")))
        .findFirst();
  }

  static boolean holdsLineOnce(String text, String line) {
    return text.lines().filter(each -> each.stripTrailing().equals(line)).count() == 1;
  }

  private static String own(Assignment assignment, String name, String start) {
    return assignment
        .file(name)
        .filter(block -> block.text().startsWith(start))
        .map(block -> name)
        .orElseGet(() -> free(assignment, name));
  }

  private static String free(Assignment assignment, String name) {
    return Stream.concat(
            Stream.of(name, "simulated-" + name),
            IntStream.iterate(2, i -> i + 1).mapToObj(i -> "simulated-" + i + "-" + name))
        .filter(assignment::isFree)
        .findFirst()
        .orElseThrow();
  }
}
