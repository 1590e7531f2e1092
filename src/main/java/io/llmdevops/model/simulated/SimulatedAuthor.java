package io.llmdevops.model.simulated;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.Prompt.Speaker;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.simulated.AnswerText.Replacement;
import io.llmdevops.task.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;

/**
 * Answers a prompt by rules, knowing nothing but its text: a page that shows the brief and the
 * attachments, and in later rounds edits of it. The same prompt always gets the same answer.
 */
final class SimulatedAuthor {

  private static final int MAX_LINE = 120;
  private static final Pattern CUT_OFF = Pattern.compile("^Your answer was cut off\\.");

  private SimulatedAuthor() {}

  /** Nothing where it is asked to repair what no rule repairs. */
  static Optional<String> answer(Prompt prompt) {
    var turns = prompt.turns();
    var assignment = Assignment.in(turns.get(0).text());
    var last = turns.get(turns.size() - 1).text();
    var wanted = Assignment.in(last).failedEdits();
    if (!wanted.isEmpty()) {
      return Optional.of(wholeFiles(assignment, wanted));
    }
    if (assignment.isRepair() && !canRepair(assignment)) {
      return Optional.empty();
    }
    var answer = answer(assignment);
    return Optional.of(cutOff(last, answer, turns));
  }

  private static String cutOff(String last, String answer, List<Turn> turns) {
    return CUT_OFF.matcher(last).find() ? rest(answer, turns) : answer;
  }

  private static String rest(String answer, List<Turn> turns) {
    return turns.stream()
        .filter(turn -> turn.speaker() == Speaker.MODEL)
        .reduce((earlier, later) -> later)
        .filter(turn -> answer.startsWith(turn.text()))
        .map(turn -> answer.substring(turn.text().length()))
        .orElse(answer);
  }

  private static String answer(Assignment assignment) {
    if (assignment.isRepair()) {
      return repaired(assignment);
    }
    return Site.ownPage(assignment)
        .map(page -> revised(assignment, page))
        .orElseGet(() -> built(assignment));
  }

  private static String built(Assignment assignment) {
    var site = Site.of(assignment);
    var answer = new AnswerText().summary("Build a simulated page: " + title(assignment));
    answer.file(site.page(), page(assignment, site));
    answer.file(site.style(), Material.STYLE).file(site.icon(), Material.ICON);
    addScript(answer, assignment, site);
    var readme = assignment.file(site.readme());
    if (readme.isPresent()) {
      addChange(answer, assignment, readme, changeOf(assignment), true);
    } else if (assignment.isFree(site.readme())) {
      answer.file(site.readme(), Readme.whole(assignment, site));
    }
    return answer.done();
  }

  private static String revised(Assignment assignment, DataBlock page) {
    var site = Site.of(assignment);
    var answer =
        new AnswerText()
            .summary(
                "Revise the simulated page, round "
                    + assignment.round()
                    + ": "
                    + title(assignment));
    var section = new RoundSection(assignment, site.script()).toHtml(freeId(assignment, page));
    answer.edit(site.page(), after(Site.PAGE_MARK, section));
    addScript(answer, assignment, site);
    if (assignment.isFree(site.readme())) {
      answer.file(site.readme(), Readme.whole(assignment, site));
    } else {
      addChange(answer, assignment, assignment.file(site.readme()), changeOf(assignment), false);
    }
    return answer.done();
  }

  /**
   * A missing page, a missing README.md or sections of one. A build that failed may succeed with
   * the next push, whatever that changes.
   */
  private static boolean canRepair(Assignment assignment) {
    var site = Site.of(assignment);
    return Site.ownPage(assignment).isEmpty() && assignment.isFree("index.html")
        || assignment.isFree(site.readme())
        || assignment.hasFailed(CheckResult.SITE_IS_BUILT)
        || assignment
                .file(site.readme())
                .filter(own -> Readme.lacksSections(own.text()))
                .isPresent()
            && !assignment.isAttached(site.readme());
  }

  /** What can be repaired by rule is; the rest is owned up to. */
  private static String repaired(Assignment assignment) {
    var site = Site.of(assignment);
    var answer = new AnswerText().summary("Repair the simulated page, round " + assignment.round());
    var page = Site.ownPage(assignment);
    if (page.isEmpty() && assignment.isFree("index.html")) {
      answer.file(site.page(), page(assignment, site));
      answer.file(site.style(), Material.STYLE).file(site.icon(), Material.ICON);
      addScript(answer, assignment, site);
    }
    var confession = confession(assignment);
    if (assignment.isFree(site.readme())) {
      answer.file(site.readme(), Readme.whole(assignment, site));
    } else if (assignment.file(site.readme()).isPresent()) {
      addChange(answer, assignment, assignment.file(site.readme()), confession, true);
    } else {
      page.ifPresent(
          own -> answer.edit(own.about("path"), after(Site.PAGE_MARK, "<!-- repaired once -->")));
    }
    return answer.done();
  }

  private static String wholeFiles(Assignment assignment, List<DataBlock> wanted) {
    var site = Site.of(assignment);
    var answer = new AnswerText();
    for (var block : wanted) {
      var path = block.about("path");
      if (path.equals(site.page())) {
        answer.file(path, page(assignment, site));
      } else if (path.equals(site.readme())) {
        answer.file(path, Readme.whole(assignment, site));
      }
    }
    return answer.done();
  }

  private static String page(Assignment assignment, Site site) {
    var section = new RoundSection(assignment, site.script());
    return Material.fill(
        Material.PAGE,
        Map.of(
            "title", Entities.escape(title(assignment)),
            "style", site.style(),
            "icon", site.icon(),
            "section", section.toHtml("round-" + assignment.round())));
  }

  private static void addScript(AnswerText answer, Assignment assignment, Site site) {
    if (RoundSection.needsScript(assignment)) {
      answer.file(site.script(), Material.SCRIPT);
    }
  }

  private static void addChange(
      AnswerText answer,
      Assignment assignment,
      Optional<DataBlock> readme,
      String change,
      boolean addSections) {
    readme
        .filter(block -> !assignment.isAttached(block.about("path")))
        .flatMap(block -> Readme.withChange(block.text(), change, addSections))
        .ifPresent(replacement -> answer.edit("README.md", List.of(replacement)));
  }

  private static String changeOf(Assignment assignment) {
    return "Round " + assignment.round() + ": " + PlainText.markdown(assignment.brief(), MAX_LINE);
  }

  private static String confession(Assignment assignment) {
    var checks = new ArrayList<String>();
    assignment.failedChecks().forEach(block -> checks.add(block.about("check")));
    return "Round "
        + assignment.round()
        + ", repair: the simulated model has done what it can about: "
        + PlainText.markdown(String.join("; ", checks), MAX_LINE);
  }

  private static List<Replacement> after(String mark, String addition) {
    return List.of(new Replacement(mark, mark + "\n" + addition));
  }

  /** The same round may come again under another nonce. */
  private static String freeId(Assignment assignment, DataBlock page) {
    var id = "round-" + assignment.round();
    var free = id;
    for (var i = 2; page.text().contains("id=\"" + free + "\""); i++) {
      free = id + "-" + i;
    }
    return free;
  }

  private static String title(Assignment assignment) {
    return PlainText.title(assignment.brief());
  }
}
