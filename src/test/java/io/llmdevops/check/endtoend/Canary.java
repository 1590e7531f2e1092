package io.llmdevops.check.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback interface that nobody should reach; tells whether somebody has. */
final class Canary implements AutoCloseable {

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger visitors = new AtomicInteger();

  Canary() throws IOException {
    var taker = new Thread(this::take, "canary");
    taker.setDaemon(true);
    taker.start();
  }

  private void take() {
    while (!socket.isClosed()) {
      try {
        socket.accept().close();
        visitors.incrementAndGet();
      } catch (IOException closed) {
        // No more visitors, or one that was gone at once.
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Connections so far, whatever was said on them. */
  int visitors() {
    return visitors.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
