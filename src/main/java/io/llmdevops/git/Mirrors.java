package io.llmdevops.git;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.errors.RevWalkException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of repositories that lie elsewhere. They hold nothing that cannot be fetched again, so a
 * damaged one (by a power cut, by hand) is made anew. Blocking.
 */
public final class Mirrors {

  private static final Logger log = LoggerFactory.getLogger(Mirrors.class);

  private final BareRepositories folder;

  /**
   * @param root made where it is missing
   */
  public Mirrors(Path root) {
    this.folder = new BareRepositories(root);
  }

  /** What is done with a mirror; may have to be done again, with an empty one. */
  @FunctionalInterface
  public interface Work<T> {
    T with(FileRepository mirror) throws IOException;
  }

  /** Removes what a killed process had begun to create. To be called once, before any use. */
  public void removeUnfinished() throws IOException {
    folder.removeUnfinished();
  }

  /**
   * Does some work with the mirror of that name, an empty one where there was none. One thread at a
   * time for each name.
   *
   * @throws GitRemoteException as the work does
   * @throws IOException where the work fails with an empty mirror too
   */
  public <T> T use(String name, Work<T> work) throws IOException {
    try {
      return once(name, work);
    } catch (GitRemoteException ofTheOtherSide) {
      throw ofTheOtherSide;
    } catch (IOException | RevWalkException damaged) {
      log.warn("the copy of {} is damaged and made anew: {}", name, damaged.toString());
      folder.discard(name);
      return once(name, work);
    }
  }

  private <T> T once(String name, Work<T> work) throws IOException {
    try (var mirror = folder.openOrCreate(name)) {
      folder.removeLeftovers(mirror);
      return work.with(mirror);
    }
  }
}
