package io.llmdevops.llm;

import io.llmdevops.model.DataBlock;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Check;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model is told of a task. Who sent it, its nonce and its callback address are none of a
 * model's business.
 */
final class PromptData {

  private static final int KIB = 1_024;

  /** Of an attachment the shape is enough, since the page loads it at run time. */
  private static final int ATTACHMENT = 32 * KIB;

  private static final int ATTACHMENTS = 128 * KIB;

  /** Of a file that may be edited all of it is wanted. */
  private static final int FILE = 384 * KIB;

  private static final int FILES = 512 * KIB;

  private PromptData() {}

  /** Brief, checks, attachments, then the files that are there. */
  static List<DataBlock> of(Situation situation) {
    var files = situation.files();
    var blocks = new ArrayList<DataBlock>();
    var request = situation.request();
    var round = Map.of("round", Integer.toString(request.round()));
    blocks.add(new DataBlock("brief", round, request.brief()));
    for (var check : request.checks()) {
      blocks.add(new DataBlock("check", Map.of("as", form(check)), check.label()));
    }
    blocks.addAll(attachments(situation, files));
    blocks.addAll(files(situation, files));
    situation.previous().ifPresent(previous -> blocks.addAll(faults(situation, previous)));
    return blocks;
  }

  /** The files whose edits failed, as they are now. */
  static List<DataBlock> failedEdits(Workbench workbench) {
    var budget = new TextBudget(FILE, FILES);
    var blocks = new ArrayList<DataBlock>();
    workbench
        .failed()
        .forEach(
            (path, reason) -> {
              var shown = budget.show(Content.utf8(workbench.text(path).orElse("")));
              var about = Map.of("path", path, "reason", reason, "shown", shown.extent());
              blocks.add(new DataBlock("failed_edit", about, shown.text()));
            });
    return blocks;
  }

  private static String form(Check check) {
    return check instanceof Check.Script ? "JavaScript expression" : "statement";
  }

  private static List<DataBlock> attachments(Situation situation, FileTree files) {
    var budget = new TextBudget(ATTACHMENT, ATTACHMENTS);
    var blocks = new ArrayList<DataBlock>();
    for (var attachment : situation.attachments()) {
      files
          .get(attachment.name())
          .ifPresent(content -> blocks.add(attachment(attachment, content, budget)));
    }
    return blocks;
  }

  private static DataBlock attachment(Attachment attachment, Content content, TextBudget budget) {
    var shown = budget.show(content);
    return new DataBlock(
        "attachment",
        Map.of(
            "name", attachment.name(),
            "media_type", attachment.mediaType(),
            "bytes", Integer.toString(content.size()),
            "shown", shown.extent()),
        shown.text());
  }

  private static List<DataBlock> files(Situation situation, FileTree files) {
    var budget = new TextBudget(FILE, FILES);
    var attachments = situation.attachmentNames();
    var blocks = new ArrayList<DataBlock>();
    files
        .files()
        .forEach(
            (path, content) -> {
              if (!attachments.contains(path) && Assembly.reasonAgainst(path).isEmpty()) {
                blocks.add(file(path, content, budget));
              }
            });
    return blocks;
  }

  private static DataBlock file(String path, Content content, TextBudget budget) {
    var shown = budget.show(content);
    return new DataBlock(
        "file",
        Map.of("path", path, "bytes", "" + content.size(), "shown", shown.extent()),
        shown.text());
  }

  private static List<DataBlock> faults(Situation situation, Version previous) {
    var blocks = new ArrayList<DataBlock>();
    for (var failure : situation.failures()) {
      var about = Map.of("check", failure.check(), "reason", failure.reason());
      blocks.add(new DataBlock("failed_check", about, failure.evidence()));
    }
    for (var dropped : previous.dropped()) {
      var about = Map.of("path", dropped.path(), "reason", dropped.reason());
      blocks.add(new DataBlock("dropped", about, ""));
    }
    for (var path : previous.failedEdits()) {
      blocks.add(new DataBlock("failed_edit_before", Map.of("path", path), ""));
    }
    return blocks;
  }
}
