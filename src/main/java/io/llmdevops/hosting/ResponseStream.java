package io.llmdevops.hosting;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a worker thread write a response piece by piece, each one waiting until the one before has
 * left, so that a slow reader fills no memory.
 */
final class ResponseStream extends OutputStream {

  private static final long PATIENCE_SECONDS = 30;

  private final Context context;
  private final HttpServerResponse response;
  private Future<Void> underWay = Future.succeededFuture();

  ResponseStream(Context context, HttpServerResponse response) {
    this.context = context;
    this.response = response;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    flush();
    var piece = Buffer.buffer().appendBytes(bytes, offset, length);
    Promise<Void> written = Promise.promise();
    underWay = written.future();
    context.runOnContext(
        onLoop ->
            Future.succeededFuture().compose(any -> response.write(piece)).onComplete(written));
  }

  /** Waits until everything has left. */
  @Override
  public void flush() throws IOException {
    try {
      underWay.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the reader is gone", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the reader takes nothing any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopping");
    }
  }
}
