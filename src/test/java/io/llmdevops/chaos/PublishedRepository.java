package io.llmdevops.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** A bare repository of a stopped engine. */
final class PublishedRepository {

  private final Path folder;

  PublishedRepository(Path folder) {
    this.folder = folder;
  }

  /** One commit for each round, in the order of acceptance, and no object damaged or missing. */
  void assertHolds(List<Snapshot.Row> rounds) throws IOException {
    try (var repository = new FileRepository(folder.toFile())) {
      var commits = history(repository);
      assertThat(commits)
          .as(folder.toString())
          .extracting(RevCommit::name)
          .containsExactlyElementsOf(rounds.stream().map(Snapshot.Row::commit).toList());
      for (var i = 0; i < commits.size(); i++) {
        assertThat(commits.get(i).getParentCount()).isEqualTo(i == 0 ? 0 : 1);
        assertThat(commits.get(i).getFooterLines("Engine-Version"))
            .containsExactly(String.valueOf(rounds.get(i).chosen()));
      }
      assertThat(commits)
          .flatExtracting(commit -> commit.getFooterLines("Engine-Task"))
          .hasSize(rounds.size())
          .doesNotHaveDuplicates();
      assertIsSound(repository);
    }
    assertHasNoLocks();
  }

  /** Oldest first. */
  private static List<RevCommit> history(Repository repository) throws IOException {
    try (var walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(repository.resolve(Constants.R_HEADS + "main")));
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.REVERSE, true);
      var commits = new ArrayList<RevCommit>();
      for (var commit : walk) {
        walk.parseBody(commit);
        commits.add(commit);
      }
      return commits;
    }
  }

  private static void assertIsSound(FileRepository repository) throws IOException {
    try (var walk = new ObjectWalk(repository)) {
      walk.markStart(walk.parseCommit(repository.resolve(Constants.R_HEADS + "main")));
      while (walk.next() != null) {
        // Each commit is parsed on the way.
      }
      walk.checkConnectivity();
    }
    var checker = new ObjectChecker();
    try (var hashing = new ObjectInserter.Formatter()) {
      for (var pack : repository.getObjectDatabase().getPacks()) {
        for (var entry : pack) {
          var id = entry.toObjectId();
          var object = repository.open(id);
          var content = object.getBytes();
          checker.check(id, object.getType(), content);
          assertThat(hashing.idFor(object.getType(), content)).isEqualTo(id);
        }
      }
    }
  }

  private void assertHasNoLocks() throws IOException {
    try (var all = Files.walk(folder)) {
      assertThat(all.filter(path -> path.toString().endsWith(".lock"))).isEmpty();
    }
  }
}
