package io.llmdevops.git;

import io.llmdevops.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/**
 * A repository on another machine, over git's smart HTTP protocol. A fetch costs one request, and
 * another one or two where there is something new; a push costs two. Blocking.
 */
public final class GitRemote {

  static {
    IsolatedSystem.install();
  }

  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Set<RefUpdate.Result> MOVED =
      Set.of(
          RefUpdate.Result.NEW,
          RefUpdate.Result.FORCED,
          RefUpdate.Result.FAST_FORWARD,
          RefUpdate.Result.NO_CHANGE);

  /**
   * What lies there.
   *
   * @param head the newest commit of {@code main}
   * @param isEmpty it has no ref at all
   */
  public record State(Optional<ObjectId> head, boolean isEmpty) {}

  private final URI url;
  private final Secret token;
  private final Duration patience;
  private final Duration silence;
  private final Runnable beforeEachRequest;

  /**
   * @param url what {@code git clone} takes
   * @param token sent as a header with each request, and nowhere else
   * @param patience for one fetch or push as a whole
   */
  public GitRemote(URI url, Secret token, Duration patience) {
    this(url, token, patience, SILENCE);
  }

  /**
   * @param silence the longest time without a byte, but while the remote looks at what was pushed
   */
  GitRemote(URI url, Secret token, Duration patience, Duration silence) {
    this(url, token, patience, silence, () -> {});
  }

  private GitRemote(
      URI url, Secret token, Duration patience, Duration silence, Runnable beforeEachRequest) {
    if (url.getUserInfo() != null || url.getHost() == null) {
      throw new IllegalArgumentException("a git URL without a host, or with credentials in it");
    }
    this.url = url;
    this.token = token;
    this.patience = patience;
    this.silence = silence;
    this.beforeEachRequest = beforeEachRequest;
  }

  /**
   * The same for one piece of work.
   *
   * @param beforeEachRequest runs right before a request of a fetch or push leaves; what it throws
   *     ends that, and is thrown by it
   */
  public GitRemote during(Runnable beforeEachRequest) {
    return new GitRemote(url, token, patience, silence, beforeEachRequest);
  }

  private Conversation conversation() {
    return new Conversation(url, token, patience, silence, beforeEachRequest);
  }

  /**
   * Brings all of {@code main}, with its history, into the mirror; its {@code main} is then where
   * the remote's is, or absent as there.
   *
   * @throws GitRemoteException where the remote did not let us
   * @throws IOException where the mirror is damaged; a new one will do
   */
  public State fetch(FileRepository mirror) throws IOException {
    var conversation = conversation();
    var hasObjects = new History(mirror).head().isPresent();
    try (var transport = open(mirror, conversation);
        var connection = transport.openFetch()) {
      var main = Optional.ofNullable(connection.getRef(History.MAIN));
      var head = main.map(ref -> ref.getObjectId());
      if (head.isPresent() && !Completeness.of(mirror, head.get())) {
        connection.fetch(monitor(conversation), List.of(main.get()), Set.of());
        Completeness.require(mirror, head.get());
      }
      moveMain(mirror, head);
      return new State(head, connection.getRefs().isEmpty());
    } catch (IOException e) {
      throw RemoteFaults.exception(conversation, "", hasObjects, e);
    }
  }

  /**
   * Moves the remote's {@code main} from the parent (or nothing) to the commit; never by force.
   *
   * @return false where {@code main} is elsewhere by now
   * @throws GitRemoteException where the remote did not let us; unless its kind says that it is
   *     refused, the push may still have happened
   * @throws IOException where the mirror is damaged, and nothing was sent
   */
  public boolean push(FileRepository mirror, Optional<ObjectId> parent, ObjectId commit)
      throws IOException {
    var conversation = conversation();
    var update = update(mirror, parent, commit);
    var told = new Told();
    try (var transport = open(mirror, conversation)) {
      transport.push(monitor(conversation), List.of(update), told);
    } catch (IOException e) {
      throw RemoteFaults.exception(conversation, told.toString(), true, e);
    }
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> true;
      case REJECTED_REMOTE_CHANGED -> false;
      case REJECTED_OTHER_REASON -> {
        RemoteFaults.requireElsewhere(conversation, update.getMessage(), told.toString());
        yield false;
      }
      default -> throw new IOException("the mirror cannot be pushed: " + update.getStatus());
    };
  }

  private static RemoteRefUpdate update(
      FileRepository mirror, Optional<ObjectId> parent, ObjectId commit) throws IOException {
    var expected = parent.orElse(ObjectId.zeroId());
    return new RemoteRefUpdate(mirror, History.MAIN, commit, History.MAIN, false, null, expected);
  }

  private TransportHttp open(FileRepository mirror, Conversation conversation) throws IOException {
    var transport = (TransportHttp) Transport.open(mirror, address());
    transport.setHttpConnectionFactory(conversation);
    return transport;
  }

  private URIish address() throws IOException {
    try {
      return new URIish(url.toString());
    } catch (URISyntaxException e) {
      throw new IOException("not a URL for git", e);
    }
  }

  private static ProgressMonitor monitor(Conversation conversation) {
    return new EmptyProgressMonitor() {
      @Override
      public boolean isCancelled() {
        return conversation.isOver();
      }
    };
  }

  private static void moveMain(FileRepository mirror, Optional<ObjectId> head) throws IOException {
    var update = mirror.updateRef(History.MAIN);
    update.setForceUpdate(true);
    update.disableRefLog();
    head.ifPresent(update::setNewObjectId);
    var result = head.isPresent() ? update.update() : update.delete();
    if (!MOVED.contains(result)) {
      throw new IOException("the mirror's main was not moved: " + result);
    }
  }
}
