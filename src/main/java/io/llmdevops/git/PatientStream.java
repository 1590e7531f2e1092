package io.llmdevops.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An answer's body, each piece of which must come within the conversation's patience. */
final class PatientStream extends InputStream {

  private static final int LEFT_OVER = 4096;
  private static final long LEFT_OVER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final InputStream body;
  private final Conversation conversation;

  PatientStream(InputStream body, Conversation conversation) {
    this.body = body;
    this.conversation = conversation;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return read(bytes, offset, length, conversation.patienceForAPiece());
  }

  /** Reads what little is left, since only then the connection serves the next request as well. */
  @Override
  public void close() throws IOException {
    try (body) {
      var rest = new byte[LEFT_OVER];
      for (int left = LEFT_OVER, count = 0; left > 0 && count >= 0; left -= count) {
        count = read(rest, 0, left, Math.min(conversation.patienceForAPiece(), LEFT_OVER_NANOS));
      }
    } catch (SocketException broken) {
      // Then the next request gets another one.
    }
  }

  private int read(byte[] bytes, int offset, int length, long nanos) throws SocketException {
    var read = new CompletableFuture<Integer>();
    // Closing the stream ends a read that waits.
    read.orTimeout(nanos, TimeUnit.NANOSECONDS).whenComplete((count, late) -> closeIf(late));
    try {
      var count = body.read(bytes, offset, length);
      if (!read.complete(count)) {
        throw new HttpTimeoutException("it came too late");
      }
      return count;
    } catch (IOException e) {
      var isLate = !read.complete(-1);
      throw Conversation.broken(isLate ? new HttpTimeoutException("nothing came") : e);
    }
  }

  private void closeIf(Throwable late) {
    if (late != null) {
      GitConnection.close(body);
    }
  }
}
