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
import java.util.TreeMap;

/** Turns what a model wrote into changes to the files that it found. */
final class Workbench {

  private final Set<String> attachments;
  private final Map<String, Change> earlier = new LinkedHashMap<>();
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final TreeMap<String, Content> files;
  private final Screening screening = new Screening();
  private final Map<String, String> failed = new LinkedHashMap<>();

  /** What a path was before the edits of this answer, for when one of them fails. */
  private final Map<String, State> beforeEdits = new HashMap<>();

  private final Set<String> toBeDeleted = new HashSet<>();
  private final TakenPaths taken = new TakenPaths();

  private record State(Optional<Change> change, Content content) {}

  Workbench(Situation situation) {
    attachments = situation.attachmentNames();
    files = new TreeMap<>(situation.files().files());
    situation.earlierChanges().forEach(change -> earlier.put(change.path(), change));
    changes.putAll(earlier);
  }

  /** Carries out an answer, element by element. */
  void apply(Draft draft) {
    draft.elements().stream()
        .filter(FileDeletion.class::isInstance)
        .forEach(element -> Screening.path(element.path()).ifPresent(toBeDeleted::add));
    files.keySet().forEach(this::take);
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
            .filter(path -> failed.containsKey(path) && clash(path).isEmpty())
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
    var attached = attachments.contains(path);
    put(attached ? new Change.Edit(path, content) : new Change.Write(path, content), content);
  }

  /** Complete in themselves: those of the version under repair are among them. */
  List<Change> changes() {
    return List.copyOf(changes.values());
  }

  /** The answer did anything at all. */
  boolean hasChanged() {
    return !changes.equals(earlier);
  }

  List<Dropped> dropped() {
    return screening.dropped();
  }

  /** Paths whose edits failed, and why. */
  Map<String, String> failed() {
    return Collections.unmodifiableMap(failed);
  }

  /** The text of a file as it stands, if it is there and is text. */
  Optional<String> text(String path) {
    return Optional.ofNullable(files.get(path)).flatMap(Content::text);
  }

  private void write(String path, String text) {
    if (attachments.contains(path)) {
      screening.drop(
          path, "an attachment of the request is committed as it came, unless it is edited");
      return;
    }
    var clash = clash(path);
    if (clash.isPresent()) {
      screening.drop(path, clash.get());
    } else if (screening.mayHold(path, text)) {
      var content = Content.utf8(text);
      put(new Change.Write(path, content), content);
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
      failed.put(path, files.containsKey(path) ? "the file is not text" : "there is no such file");
      return;
    }
    beforeEdits.putIfAbsent(
        path, new State(Optional.ofNullable(changes.get(path)), files.get(path)));
    try {
      var result = Edits.apply(text.get(), edit.blocks());
      if (screening.mayHold(path, result)) {
        putEdit(path, Content.utf8(result));
      }
    } catch (NoMatchException e) {
      failed.put(path, e.getMessage());
      restore(path);
    }
  }

  private void putEdit(String path, Content content) {
    var written = changes.get(path) instanceof Change.Write;
    put(written ? new Change.Write(path, content) : new Change.Edit(path, content), content);
  }

  private void restore(String path) {
    var state = beforeEdits.get(path);
    files.put(path, state.content());
    state.change().ifPresentOrElse(change -> changes.put(path, change), () -> changes.remove(path));
  }

  private void delete(String path) {
    if (!files.containsKey(path)) {
      screening.drop(path, "there is no such file to delete");
      return;
    }
    files.remove(path);
    failed.remove(path);
    changes.remove(path);
    changes.put(path, new Change.Delete(path));
  }

  private void put(Change change, Content content) {
    files.put(change.path(), content);
    take(change.path());
    changes.put(change.path(), change);
  }

  /** Why this path cannot stand beside those that are there, if it cannot. */
  private Optional<String> clash(String path) {
    return files.containsKey(path) ? Optional.empty() : taken.clash(path);
  }

  private void take(String path) {
    if (!toBeDeleted.contains(path)) {
      taken.add(path);
    }
  }
}
