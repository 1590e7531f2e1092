package io.llmdevops.hosting;

import io.llmdevops.config.StoreConfig;
import io.llmdevops.git.BareRepositories;
import io.llmdevops.git.History;
import io.llmdevops.task.CommitRef;
import io.llmdevops.task.FileTree;
import io.llmdevops.task.Repositories;
import io.llmdevops.task.RepositoryKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** The repositories that local hosting keeps below {@link StoreConfig#repositories()}. */
public final class LocalRepositories implements Repositories {

  private static final int READERS = 4;

  private final BareRepositories folder;
  private final WorkerExecutor readers;

  public LocalRepositories(Vertx vertx, StoreConfig store) {
    folder = new BareRepositories(store.repositories());
    readers = vertx.createSharedWorkerExecutor("repositories", READERS);
  }

  @Override
  public Future<Optional<CommitRef>> head(RepositoryKey key) {
    return readers.executeBlocking(() -> headOf(key), false);
  }

  @Override
  public Future<FileTree> files(CommitRef commit) {
    return readers.executeBlocking(() -> filesOf(commit), false);
  }

  /** The folder itself, for blocking use. */
  BareRepositories folder() {
    return folder;
  }

  /**
   * The repository for this key: the first of its names that is ours, else the first that is free.
   * Blocking.
   *
   * @throws IOException where all its names belong to somebody else
   */
  String nameFor(RepositoryKey key) throws IOException {
    var ours = ours(key);
    if (ours.isPresent()) {
      return ours.get();
    }
    for (var name : key.names()) {
      if (!folder.exists(name)) {
        return name;
      }
    }
    throw new IOException("every name for this task's repository belongs to somebody else");
  }

  private Optional<String> ours(RepositoryKey key) throws IOException {
    for (var name : key.names()) {
      try (var repository = folder.open(name).orElse(null)) {
        if (repository != null && new History(repository).isOurs(key)) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<CommitRef> headOf(RepositoryKey key) throws IOException {
    var name = ours(key);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try (var repository = folder.require(name.get())) {
      return new History(repository).head().map(head -> new CommitRef(name.get(), head.name()));
    }
  }

  private FileTree filesOf(CommitRef commit) throws IOException {
    try (var repository = folder.require(commit.repository())) {
      return new History(repository).files(ObjectId.fromString(commit.sha()));
    }
  }
}
