package io.llmdevops.hosting;

import io.llmdevops.git.BareRepositories;
import io.llmdevops.git.History;
import io.llmdevops.pages.SitePath;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files at the head of each repository's {@code main}, found by the rules of GitHub Pages.
 * Blocking.
 */
final class Sites {

  private final BareRepositories repositories;
  private final BlobCache cache;

  Sites(BareRepositories repositories, BlobCache cache) {
    this.repositories = repositories;
    this.cache = cache;
  }

  Page page(SitePath path) throws IOException {
    try (var repository = repositories.open(path.site()).orElse(null)) {
      var head = repository == null ? Optional.<ObjectId>empty() : new History(repository).head();
      if (head.isEmpty()) {
        return new Page.Missing();
      }
      try (var walk = new RevWalk(repository)) {
        return page(repository, walk.parseCommit(head.get()).getTree(), path);
      }
    }
  }

  private Page page(Repository repository, RevTree tree, SitePath path) throws IOException {
    if (path.file().isEmpty()) {
      return new Page.Folder();
    }
    var asked = path.file().get();
    for (var candidate : path.candidates().toList()) {
      var file = file(repository, tree, candidate, 200);
      if (file.isPresent()) {
        return file.get();
      }
    }
    if (isFolder(repository, tree, asked)) {
      return new Page.Folder();
    }
    var own = file(repository, tree, SitePath.NOT_FOUND, 404);
    return own.isPresent() ? own.get() : new Page.Missing();
  }

  private Optional<Page> file(Repository repository, RevTree tree, String path, int status)
      throws IOException {
    try (var entry = entry(repository, tree, path)) {
      if (entry == null || (entry.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
        return Optional.empty();
      }
      var blob = entry.getObjectId(0);
      return Optional.of(new Page.Found(status, path, blob.name(), content(repository, blob)));
    }
  }

  private Buffer content(Repository repository, ObjectId blob) throws IOException {
    var known = cache.get(blob);
    if (known.isPresent()) {
      return known.get();
    }
    var content = Buffer.buffer(repository.open(blob, Constants.OBJ_BLOB).getBytes());
    cache.put(blob, content);
    return content;
  }

  private static boolean isFolder(Repository repository, RevTree tree, String path)
      throws IOException {
    try (var entry = path.endsWith("/") ? null : entry(repository, tree, path)) {
      return entry != null && entry.isSubtree();
    }
  }

  /** The entry, or null; a path that git could not hold has none. */
  private static TreeWalk entry(Repository repository, RevTree tree, String path)
      throws IOException {
    return path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//")
        ? null
        : TreeWalk.forPath(repository, path, tree);
  }
}
