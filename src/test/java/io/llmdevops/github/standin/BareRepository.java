package io.llmdevops.github.standin;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What lies on the disk of one repository. All of it blocks. */
final class BareRepository {

  private static final String MAIN = "refs/heads/main";

  private final File folder;

  BareRepository(Path folder) {
    this.folder = folder.toFile();
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(Repository repository) throws IOException;
  }

  private <T> T with(Work<T> work) {
    try (var repository = new FileRepository(folder)) {
      return work.on(repository);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void create() {
    with(
        repository -> {
          repository.create(true);
          repository.updateRef(Constants.HEAD).link(MAIN);
          var config = repository.getConfig();
          config.setBoolean("http", null, "receivepack", true);
          config.save();
          return null;
        });
  }

  /** The newest commit of {@code main}; empty for none. */
  String head() {
    return with(
        repository -> Optional.ofNullable(repository.resolve(MAIN)).map(ObjectId::name).orElse(""));
  }

  /** Commits, newest first: those that the first is made of, without those that the others are. */
  List<RevCommit> log(List<String> from, String... without) {
    return from.isEmpty() ? List.of() : with(repository -> walk(repository, from, without));
  }

  private static List<RevCommit> walk(Repository repository, List<String> from, String... without)
      throws IOException {
    try (var walk = new RevWalk(repository)) {
      for (var sha : from) {
        walk.markStart(walk.parseCommit(ObjectId.fromString(sha)));
      }
      for (var sha : without) {
        walk.markUninteresting(walk.parseCommit(ObjectId.fromString(sha)));
      }
      var commits = StreamSupport.stream(walk.spliterator(), false).toList();
      for (var commit : commits) {
        walk.parseBody(commit);
      }
      return commits;
    }
  }

  /** The full id of a branch or commit, if there is one. */
  Optional<String> resolve(String name) {
    return with(
        repository -> {
          try {
            var id = repository.resolve(name + "^{commit}");
            return Optional.ofNullable(id).map(ObjectId::name);
          } catch (MissingObjectException e) {
            return Optional.empty();
          }
        });
  }

  /** All files of a commit. */
  Map<String, byte[]> files(String sha) {
    return with(
        repository -> {
          var files = new TreeMap<String, byte[]>();
          try (var walk = new RevWalk(repository);
              var tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit(ObjectId.fromString(sha)).getTree());
            tree.setRecursive(true);
            while (tree.next()) {
              files.put(tree.getPathString(), repository.open(tree.getObjectId(0)).getBytes());
            }
          }
          return files;
        });
  }

  /** A commit with exactly these files, on top of {@code main}, as somebody else makes it. */
  String commit(Map<String, String> files, String message) {
    return with(
        repository -> {
          try (var inserter = repository.newObjectInserter()) {
            var parent = repository.resolve(MAIN);
            var builder = new CommitBuilder();
            builder.setTreeId(tree(files, inserter));
            if (parent != null) {
              builder.setParentId(parent);
            }
            var person =
                new PersonIdent("A Person", "person@example.com", Instant.now(), ZoneOffset.UTC);
            builder.setAuthor(person);
            builder.setCommitter(person);
            builder.setMessage(message);
            var id = inserter.insert(builder);
            inserter.flush();
            var update = repository.updateRef(MAIN);
            update.setNewObjectId(id);
            update.setExpectedOldObjectId(parent == null ? ObjectId.zeroId() : parent);
            update.update();
            return id.name();
          }
        });
  }

  private static ObjectId tree(Map<String, String> files, ObjectInserter inserter)
      throws IOException {
    var index = DirCache.newInCore();
    var builder = index.builder();
    for (var file : files.entrySet()) {
      var entry = new DirCacheEntry(file.getKey());
      entry.setFileMode(FileMode.REGULAR_FILE);
      entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, Constants.encode(file.getValue())));
      builder.add(entry);
    }
    builder.finish();
    return index.writeTree(inserter);
  }
}
