package io.llmdevops.command;

import io.llmdevops.git.Difference;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Holds the page, the repository (fetched over HTTP) and the callback against each other. */
final class DemoProof {

  private static final String MAIN = "refs/heads/main";

  private final DemoEngine engine;
  private final JsonObject task;
  private final JsonObject callback;

  DemoProof(DemoEngine engine, JsonObject task, JsonObject callback) {
    this.engine = engine;
    this.task = task;
    this.callback = callback;
  }

  /**
   * What was found to agree, a line each.
   *
   * @throws DemoFailure where something does not
   */
  List<String> check() {
    for (var field :
        List.of("email", "task", "round", "nonce", "repo_url", "commit_sha", "pages_url")) {
      var wanted = task.getValue(field);
      require(
          wanted != null && wanted.equals(callback.getValue(field)),
          "the callback's " + field + " is not the task's");
    }
    try (var repository = fetch()) {
      var head = repository.resolve(MAIN);
      require(
          head != null && head.name().equals(task.getString("commit_sha")),
          "main is not at the reported commit");
      var page = engine.get(task.getString("pages_url"));
      require(page.statusCode() == 200, "the page answers " + page.statusCode());
      require(
          Arrays.equals(page.body().getBytes(), file(repository, head, "index.html")),
          "the page is not the commit's index.html");
    } catch (IOException e) {
      throw new DemoFailure("the repository cannot be read", e);
    }
    return List.of(
        "the callback carries the task's e-mail, task, round, nonce, repository, commit and page",
        "main of the repository, fetched over HTTP, is the reported commit",
        "the page answers 200 with that commit's index.html");
  }

  /** What this commit changed, a line a file. */
  List<String> changes() {
    try (var repository = fetch();
        var walk = new RevWalk(repository)) {
      var head = walk.parseCommit(repository.resolve(MAIN));
      var parent =
          head.getParentCount() == 0
              ? Optional.<ObjectId>empty()
              : Optional.<ObjectId>of(head.getParent(0));
      return Difference.between(repository, parent, head).stream().map(DemoProof::line).toList();
    } catch (IOException e) {
      throw new DemoFailure("the repository cannot be read", e);
    }
  }

  private static String line(Difference difference) {
    return String.format(
        "%-8s %s (+%d -%d)",
        difference.kind().name().toLowerCase(Locale.ROOT),
        difference.path(),
        difference.added(),
        difference.removed());
  }

  private Repository fetch() {
    var repository = new InMemoryRepository(new DfsRepositoryDescription("demo"));
    try {
      new Git(repository)
          .fetch()
          .setRemote(task.getString("repo_url"))
          .setRefSpecs(new RefSpec(MAIN + ":" + MAIN))
          .call();
      return repository;
    } catch (GitAPIException e) {
      repository.close();
      throw new DemoFailure("the repository cannot be fetched", e);
    }
  }

  private static byte[] file(Repository repository, ObjectId commit, String path)
      throws IOException {
    try (var walk = new RevWalk(repository);
        var found = TreeWalk.forPath(repository, path, walk.parseCommit(commit).getTree())) {
      require(found != null, "the commit has no " + path);
      return repository.open(found.getObjectId(0)).getBytes();
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new DemoFailure(otherwise);
    }
  }
}
