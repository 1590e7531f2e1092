package io.llmdevops.git;

import io.llmdevops.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;

/** A repository on another machine, over git's smart HTTP protocol. Blocking. */
public final class GitRemote {

  /**
   * What lies there.
   *
   * @param head the newest commit of {@code main}
   * @param isEmpty it has no ref at all
   */
  public record State(Optional<ObjectId> head, boolean isEmpty) {}

  /**
   * @param url what {@code git clone} takes
   * @param token sent as a header with each request, and nowhere else
   * @param patience for one fetch or push as a whole
   */
  public GitRemote(URI url, Secret token, Duration patience) {}

  /**
   * Brings all of {@code main}, with its history, into the mirror; its {@code main} is then where
   * the remote's is, or absent as there.
   *
   * @throws GitRemoteException where the remote did not let us
   */
  public State fetch(FileRepository mirror) throws GitRemoteException {
    throw new UnsupportedOperationException();
  }

  /**
   * Moves the remote's {@code main} from the parent (or nothing) to the commit; never by force.
   *
   * @return false where {@code main} is elsewhere by now
   * @throws GitRemoteException where the remote did not let us; unless its kind says that it is
   *     refused, the push may still have happened
   */
  public boolean push(FileRepository mirror, Optional<ObjectId> parent, ObjectId commit)
      throws GitRemoteException {
    throw new UnsupportedOperationException();
  }
}
