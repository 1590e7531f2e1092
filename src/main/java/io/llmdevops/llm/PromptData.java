package io.llmdevops.llm;

import io.llmdevops.model.DataBlock;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.model.Prompt.Image;
import io.llmdevops.model.talk.Pictures;
import io.llmdevops.model.talk.PromptRoom;
import io.llmdevops.model.talk.TextBudget;
import io.llmdevops.task.Assembly;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Check;
import io.llmdevops.task.CheckResult;
import io.llmdevops.task.Content;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.OneLine;
import io.llmdevops.task.TaskRequest;
import io.llmdevops.task.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model is told of a task. Who sent it, its nonce and its callback address are none of a
 * model's business.
 *
 * @param blocks brief, checks, attachments, then the files that are there, then what was wrong with
 *     them: what stays the same from one question about a task to the next comes first, so that
 *     providers need not read it again
 * @param images the attachments that are shown as pictures
 */
record PromptData(List<DataBlock> blocks, List<Image> images) {

  private static final int KIB = 1_024;

  /** Of an attachment the shape is enough, since the page loads it at run time. */
  private static final int ATTACHMENT = 32 * KIB;

  private static final int ATTACHMENTS = 128 * KIB;

  /** Of a file that may be edited all of it is wanted. */
  private static final int FILE = 384 * KIB;

  private static final int FILES = 512 * KIB;

  /** Whoever has repaired these may be told of the others. */
  private static final int MOST_FAULTS = 100;

  private static final int MAX_CHECK = 1_000;

  PromptData {
    blocks = List.copyOf(blocks);
    images = List.copyOf(images);
  }

  /** As much as that model can be shown. To be made on a worker thread. */
  static PromptData of(Situation situation, Traits traits) {
    var files = situation.files();
    var asked = asked(situation.request());
    var faults = situation.previous().map(previous -> faults(situation, previous));
    var room = PromptRoom.of(traits).without(asked);
    var pictures = new Pictures(traits.images());
    var attachments = attachments(situation, files, room, pictures);
    var rest =
        room.without(attachments)
            .without(faults.orElse(List.of()))
            .withoutImages(pictures.images().size());
    var blocks = new ArrayList<>(asked);
    blocks.addAll(attachments);
    blocks.addAll(files(situation, files, rest));
    faults.ifPresent(blocks::addAll);
    return new PromptData(blocks, pictures.images());
  }

  /** The files whose edits failed, as they are now and as much as that model can be shown. */
  static List<DataBlock> failedEdits(Workbench workbench, Traits traits) {
    var budget = PromptRoom.of(traits).rest(FILE, FILES);
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

  private static List<DataBlock> asked(TaskRequest request) {
    var blocks = new ArrayList<DataBlock>();
    var round = Map.of("round", Integer.toString(request.round()));
    blocks.add(new DataBlock("brief", round, request.brief()));
    for (var check : request.checks()) {
      blocks.add(new DataBlock("check", Map.of("as", form(check)), check.label()));
    }
    return blocks;
  }

  private static String form(Check check) {
    return check instanceof Check.Script ? "JavaScript expression" : "statement";
  }

  private static List<DataBlock> attachments(
      Situation situation, FileTree files, PromptRoom room, Pictures pictures) {
    var budget = room.part(ATTACHMENT, ATTACHMENTS);
    var blocks = new ArrayList<DataBlock>();
    for (var attachment : situation.attachments()) {
      files
          .get(attachment.name())
          .ifPresent(content -> blocks.addAll(attachment(attachment, content, budget, pictures)));
    }
    return blocks;
  }

  private static List<DataBlock> attachment(
      Attachment attachment, Content content, TextBudget budget, Pictures pictures) {
    var view =
        pictures.take(content)
            ? FileView.IMAGE
            : FileView.of(attachment.name(), attachment.mediaType(), content, budget);
    var about =
        Map.of(
            "name", attachment.name(),
            "media_type", attachment.mediaType(),
            "bytes", Integer.toString(content.size()),
            "shown", view.shown().extent());
    return view.blocks(new DataBlock("attachment", about, view.shown().text()));
  }

  private static List<DataBlock> files(Situation situation, FileTree files, PromptRoom room) {
    var budget = room.rest(FILE, FILES);
    var attachments = situation.attachmentNames();
    var blocks = new ArrayList<DataBlock>();
    files
        .files()
        .forEach(
            (path, content) -> {
              if (!attachments.contains(path) && Assembly.reasonAgainst(path).isEmpty()) {
                blocks.addAll(file(path, content, budget));
              }
            });
    return blocks;
  }

  private static List<DataBlock> file(String path, Content content, TextBudget budget) {
    var view = FileView.of(path, "", content, budget);
    var about = Map.of("path", path, "bytes", "" + content.size(), "shown", view.shown().extent());
    return view.blocks(new DataBlock("file", about, view.shown().text()));
  }

  /** The check itself is among the blocks already, however long it is. */
  private static DataBlock fault(CheckResult failure) {
    var check = OneLine.of(failure.check(), MAX_CHECK);
    var about = Map.of("check", check, "reason", failure.reason());
    return new DataBlock("failed_check", about, failure.evidence());
  }

  private static List<DataBlock> faults(Situation situation, Version previous) {
    var blocks = new ArrayList<DataBlock>();
    situation.failures().stream().limit(MOST_FAULTS).map(PromptData::fault).forEach(blocks::add);
    var more = situation.failures().size() - MOST_FAULTS;
    if (more > 0) {
      var about = Map.of("check", "others", "reason", more + " more failed, not listed");
      blocks.add(new DataBlock("failed_check", about, ""));
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
