package io.llmdevops.model.simulated;

import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What the page shows of one round: its brief, its checks and its attachments. */
final class RoundSection {

  private final Assignment assignment;
  private final String script;

  /**
   * @param script the script's path, for attachments that the prompt shows only in part
   */
  RoundSection(Assignment assignment, String script) {
    this.assignment = assignment;
    this.script = script;
  }

  /**
   * @param id not yet taken in the page
   */
  String toHtml(String id) {
    var document = Document.createShell("");
    document.outputSettings().prettyPrint(false);
    var section = document.body().appendElement("section").addClass("round").id(id);
    section.appendText("\n").appendElement("h2").text("Round " + assignment.round());
    var brief = section.appendText("\n").appendElement("blockquote").addClass("brief");
    brief.appendText(PlainText.of(assignment.brief()).strip());
    addChecks(section);
    addAttachments(section);
    return section.appendText("\n").outerHtml();
  }

  private void addChecks(Element section) {
    var checks = assignment.checks();
    if (checks.isEmpty()) {
      return;
    }
    var details = section.appendText("\n").appendElement("details").addClass("checks");
    details.appendElement("summary").text("Checks: " + checks.size());
    var list = details.appendElement("ol");
    checks.forEach(check -> list.appendElement("li").appendText(PlainText.of(check)));
  }

  private void addAttachments(Element section) {
    var names =
        assignment.attachments().stream()
            .map(block -> block.about("name"))
            .collect(Collectors.toSet());
    for (var block : assignment.attachments()) {
      section.appendText("\n").appendChild(new AttachmentView(block, names).toHtml());
    }
    if (needsScript(assignment)) {
      var element = section.appendText("\n").appendElement("script");
      element.attr("src", PlainText.reference(script)).attr("defer", true);
    }
  }

  static boolean needsScript(Assignment assignment) {
    return assignment.attachments().stream()
        .anyMatch(block -> new AttachmentView(block, Set.of()).isLive());
  }
}
