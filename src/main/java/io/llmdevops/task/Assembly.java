package io.llmdevops.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a commit will hold: a version and this request's attachments laid over a base, with the
 * engine's own files on top. The same for whoever asks: the same arguments give the same files.
 *
 * <p>Where a file and a folder want the same place, or two paths differ only in case, the later of
 * these wins: base, version, attachment (unless the version edits or deletes it), engine.
 *
 * @param files what the commit will hold
 * @param notes what the task's timeline should say about it; usually empty
 */
public record Assembly(FileTree files, List<String> notes) {

  /** The licence's path. */
  public static final String LICENSE = "LICENSE";

  /**
   * Tells GitHub Pages to serve the files as they are (GitHub Docs, "About GitHub Pages and
   * Jekyll").
   */
  public static final String NO_JEKYLL = ".nojekyll";

  /** Moves a site to another domain (GitHub Docs, "Managing a custom domain"). */
  private static final String CNAME = "CNAME";

  private static final Set<String> ENGINES =
      Set.of(PathPart.folded(LICENSE), PathPart.folded(NO_JEKYLL));

  public Assembly {
    notes = List.copyOf(notes);
  }

  /** The paths that are the engine's, whatever a model writes or a request attaches. */
  public static boolean isEngines(String path) {
    return ENGINES.stream().anyMatch(own -> collide(own, PathPart.folded(path)));
  }

  /** Why nothing at this path is taken from a model or a request, if it is not. */
  public static Optional<String> reasonAgainst(String path) {
    if (isEngines(path)) {
      return Optional.of("the engine writes its own");
    }
    return collide(PathPart.folded(CNAME), PathPart.folded(path))
        ? Optional.of("it would move the site to another domain")
        : Optional.empty();
  }

  /**
   * @param base the files of the commit that it goes on top of; {@link FileTree#EMPTY} for none
   * @param accepted when the task was accepted: the licence's year, in UTC
   */
  public static Assembly of(
      FileTree base, List<Attachment> attachments, Version version, Instant accepted) {
    var assembling = new Assembling(base);
    attachments.forEach(assembling::attach);
    assembling.change(version.changes(), attachments);
    assembling.finish(accepted);
    return new Assembly(FileTree.of(assembling.files), assembling.notes);
  }

  /** Both cannot be checked out side by side everywhere. */
  private static boolean collide(String one, String other) {
    return one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/");
  }

  private static final class Assembling {

    private final TreeMap<String, Content> files;
    private final FoldedPaths paths;
    private final List<String> notes = new ArrayList<>();

    Assembling(FileTree base) {
      files = new TreeMap<>(base.files());
      paths = new FoldedPaths(files.keySet());
    }

    void attach(Attachment attachment) {
      var name = attachment.name();
      reasonAgainst(name)
          .ifPresentOrElse(
              why -> notes.add("the attached " + name + " is left out: " + why),
              () -> put(name, attachment.content()));
    }

    void change(List<Change> changes, List<Attachment> attachments) {
      var deleted =
          changes.stream()
              .filter(Change.Delete.class::isInstance)
              .map(Change::path)
              .filter(path -> reasonAgainst(path).isEmpty())
              .collect(Collectors.toSet());
      deleted.forEach(this::remove);
      var attached =
          attachments.stream()
              .map(Attachment::name)
              .filter(name -> reasonAgainst(name).isEmpty() && !deleted.contains(name))
              .toList();
      changes.stream()
          .filter(change -> reasonAgainst(change.path()).isEmpty())
          .forEach(change -> put(change, attached));
    }

    private void put(Change change, List<String> attached) {
      if (change instanceof Change.Edit edit && mayStand(edit.path(), attached)) {
        put(edit.path(), edit.content());
      } else if (change instanceof Change.Write write
          && !attached.contains(write.path())
          && mayStand(write.path(), attached)) {
        put(write.path(), write.content());
      }
    }

    private boolean mayStand(String path, List<String> attached) {
      var folded = PathPart.folded(path);
      var inTheWay =
          attached.stream()
              .filter(name -> !name.equals(path) && collide(PathPart.folded(name), folded))
              .findFirst();
      inTheWay.ifPresent(
          name -> notes.add(path + " is left out: the attachment " + name + " is in its place"));
      return inTheWay.isEmpty();
    }

    void finish(Instant accepted) {
      if (!files.containsKey(LICENSE) || !License.isIn(files.get(LICENSE))) {
        put(LICENSE, License.granted(accepted));
      }
      put(NO_JEKYLL, Content.utf8(""));
    }

    private void put(String path, Content content) {
      if (!files.containsKey(path)) {
        paths.colliding(path).forEach(this::remove);
      }
      files.put(path, content);
      paths.add(path);
    }

    private void remove(String path) {
      files.remove(path);
      paths.remove(path);
    }
  }
}
