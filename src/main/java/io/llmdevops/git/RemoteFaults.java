package io.llmdevops.git;

import io.llmdevops.git.GitRemoteException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;

/** Tells by what a remote answered, and by what JGit made of it, what kind of trouble it is. */
final class RemoteFaults {

  /** What git, JGit and GitHub say where the branch has moved between a push's two requests. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "but expected|reference already exists|fetch first|non-fast-forward|stale info"
              + "|incorrect old value",
          Pattern.CASE_INSENSITIVE);

  /** Faults of the remote, whatever was pushed. */
  private static final Pattern PASSING =
      Pattern.compile(
          "failed to (update|lock)|cannot lock|unable to (create|migrate|write)|internal server"
              + "|unpacker error|timed? ?out|try again|temporar|unavailable",
          Pattern.CASE_INSENSITIVE);

  /** What was pushed is larger than the remote takes. */
  private static final Pattern TOO_LARGE =
      Pattern.compile("exceeds|too large|larger than", Pattern.CASE_INSENSITIVE);

  private RemoteFaults() {}

  /**
   * @param told by the remote before it went wrong, as it came
   * @param hasRead objects of this disk were read
   */
  static IOException exception(
      Conversation conversation, String told, boolean hasRead, IOException e) {
    conversation
        .stopped()
        .ifPresent(
            stopped -> {
              throw stopped;
            });
    var refusal = conversation.refusal();
    if (refusal.isPresent()) {
      return refusal.get().exception(e);
    }
    if (isLocal(e) || hasRead && isDamage(e)) {
      return new IOException("the mirror is damaged", e);
    }
    var said = new ArrayList<>(conversation.lines(told));
    conversation.lines(spoken(e)).stream().findFirst().ifPresent(said::add);
    return said.stream().anyMatch(TOO_LARGE.asPredicate())
        ? new GitRemoteException(Kind.DECLINED, "the push was declined as too large", said, e)
        : new GitRemoteException(Kind.PASSING, passing(e), said, e);
  }

  /**
   * Judges why a branch was not moved.
   *
   * @param status in the remote's words, if it has any
   * @param told by the remote besides, as it came
   * @throws GitRemoteException unless it is elsewhere by now
   */
  static void requireElsewhere(Conversation conversation, String status, String told)
      throws GitRemoteException {
    var said = new ArrayList<>(conversation.lines(told));
    said.addAll(conversation.lines(status == null ? "" : status));
    if (said.stream().anyMatch(ELSEWHERE.asPredicate())) {
      return;
    }
    var reason = said.isEmpty() ? "" : said.get(said.size() - 1);
    throw PASSING.matcher(reason).find()
        ? new GitRemoteException(Kind.PASSING, "the push failed there: " + reason, said, null)
        : new GitRemoteException(Kind.DECLINED, "the push was declined: " + reason, said, null);
  }

  private static boolean isLocal(IOException e) {
    return !(e instanceof TransportException || e instanceof NotSupportedException);
  }

  private static boolean isDamage(IOException e) {
    return isCausedBy(e, MissingObjectException.class)
        || isCausedBy(e, CorruptObjectException.class);
  }

  private static String passing(IOException e) {
    if (isCausedBy(e, ConnectException.class) || isCausedBy(e, HttpConnectTimeoutException.class)) {
      return "the remote cannot be reached";
    }
    if (isCausedBy(e, HttpTimeoutException.class)) {
      return "the remote took too long to answer";
    }
    return isCausedBy(e, SSLException.class)
        ? "no secure connection to the remote could be made"
        : "the remote's answer broke off or was not git's protocol";
  }

  private static boolean isCausedBy(IOException e, Class<? extends IOException> type) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(type::isInstance);
  }

  /** JGit's exceptions for what the remote has said begin with the URL. */
  private static String spoken(IOException e) {
    var message = String.valueOf(e.getMessage());
    var isSpoken = e instanceof RemoteRepositoryException || message.contains("unpack");
    var text = message.substring(message.indexOf(": ") + 1);
    return isSpoken ? text : "";
  }
}
