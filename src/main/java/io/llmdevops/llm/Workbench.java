package io.llmdevops.llm;

import io.llmdevops.llm.Draft.FileDeletion;
import io.llmdevops.llm.Draft.FileEdit;
import io.llmdevops.llm.Draft.WholeFile;
import io.llmdevops.llm.Edits.NoMatchException;
import io.llmdevops.task.Change;
import io.llmdevops.task.Content;
import io.llmdevops.task.Version.Dropped;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns what a model wrote into changes to the files that it found. */
final class Workbench {

  /** More would fill the next prompt, and nobody reads on. */
  private static final int MAX_FAILED_SHOWN = 100;

  private final Set<String> attachments;
  private final WorkingFiles files;
  private final Screening screening = new Screening();
  private final Map<String, String> failed = new LinkedHashMap<>();

  /** What a path was before the edits of this answer, for when one of them fails. */
  private final Map<String, WorkingFiles.State> beforeEdits = new HashMap<>();

  Workbench(Situation situation) {
    attachments = situation.attachmentNames();
    files = new WorkingFiles(situation.files(), situation.earlierChanges());
  }

  /** Carries out an answer, element by element. */
  void apply(Draft draft) {
    files.letGo(
        draft.elements().stream()
            .filter(FileDeletion.class::isInstance)
            .flatMap(element -> Screening.path(element.path()).stream())
            .collect(Collectors.toSet()));
    for (var element : draft.elements()) {
      screening
          .admit(element.path())
          .ifPresent(
              path -> {
                if (element instanceof WholeFile file) {
                  write(path, file.text());
                } else if (element instanceof FileEdit edit) {
                  edit(path, edit);
                } else {
                  delete(path);
                }
              });
    }
  }

  /** Takes whole files from an answer that was asked for in place of failed edits. */
  void applyWhole(Draft draft) {
    var taken = new HashSet<String>();
    for (var element : draft.elements()) {
      if (element instanceof WholeFile file) {
        Screening.path(file.path())
            .filter(path -> failed.containsKey(path) && files.clash(path).isEmpty())
            .filter(path -> screening.mayHold(path, file.text()))
            .ifPresent(
                path -> {
                  writeInPlaceOfEdit(path, Content.utf8(file.text()));
                  taken.add(path);
                });
      }
    }
    failed.keySet().removeAll(taken);
  }

  private void writeInPlaceOfEdit(String path, Content content) {
    if (attachments.contains(path)) {
      files.edit(path, content);
    } else {
      files.write(path, content);
    }
  }

  /** Complete in themselves: those of the version under repair are among them. */
  List<Change> changes() {
    return files.changes();
  }

  /** The answer did anything at all. */
  boolean hasChanged() {
    return files.haveChanged();
  }

  List<Dropped> dropped() {
    return screening.dropped();
  }

  /** Paths whose edits failed, and why; of very many only the first. */
  Map<String, String> failed() {
    var first = new LinkedHashMap<String, String>();
    failed.entrySet().stream()
        .limit(MAX_FAILED_SHOWN)
        .forEach(each -> first.put(each.getKey(), each.getValue()));
    return Collections.unmodifiableMap(first);
  }

  /** The text of a file as it stands, if it is there and is text. */
  Optional<String> text(String path) {
    return files.text(path);
  }

  private void write(String path, String text) {
    if (attachments.contains(path)) {
      screening.drop(
          path, "an attachment of the request is committed as it came, unless it is edited");
      return;
    }
    var clash = files.clash(path);
    if (clash.isPresent()) {
      screening.drop(path, clash.get());
    } else if (screening.mayHold(path, text)) {
      files.write(path, Content.utf8(text));
      beforeEdits.remove(path);
      failed.remove(path);
    }
  }

  private void edit(String path, FileEdit edit) {
    if (failed.containsKey(path)) {
      return;
    }
    var text = text(path);
    if (text.isEmpty()) {
      failed.put(path, files.hold(path) ? "the file is not text" : "there is no such file");
      return;
    }
    beforeEdits.computeIfAbsent(path, files::state);
    try {
      var result = Edits.apply(text.get(), edit.blocks());
      if (screening.mayHold(path, result)) {
        putEdit(path, Content.utf8(result));
      }
    } catch (NoMatchException e) {
      failed.put(path, e.getMessage());
      files.restore(path, beforeEdits.get(path));
    }
  }

  private void putEdit(String path, Content content) {
    if (files.isWritten(path)) {
      files.write(path, content);
    } else {
      files.edit(path, content);
    }
  }

  private void delete(String path) {
    if (!files.hold(path)) {
      screening.drop(path, "there is no such file to delete");
      return;
    }
    files.delete(path);
    failed.remove(path);
  }
}
