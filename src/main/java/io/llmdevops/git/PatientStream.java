package io.llmdevops.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An answer's body, each piece of which must come within the conversation's patience. */
final class PatientStream extends FilterInputStream {

  private final Conversation conversation;

  PatientStream(InputStream body, Conversation conversation) {
    super(body);
    this.conversation = conversation;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    var read = new CompletableFuture<Integer>();
    // Closing the stream ends a read that waits.
    read.orTimeout(conversation.patienceForAPiece(), TimeUnit.NANOSECONDS)
        .whenComplete((count, late) -> closeIf(late));
    try {
      var count = in.read(bytes, offset, length);
      if (!read.complete(count)) {
        throw new IOException("it came too late");
      }
      return count;
    } catch (IOException e) {
      read.complete(-1);
      throw Conversation.broken(e);
    }
  }

  private void closeIf(Throwable late) {
    if (late != null) {
      GitConnection.close(in);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
