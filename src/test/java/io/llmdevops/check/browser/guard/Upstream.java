package io.llmdevops.check.browser.guard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A server of plain http that notes what it gets byte for byte, and answers what it was told to.
 */
final class Upstream implements AutoCloseable {

  private static final Pattern LENGTH =
      Pattern.compile("(?is).*\r\ncontent-length: *([0-9]+)\r\n.*");
  private static final Pattern CHUNKED =
      Pattern.compile("(?is).*\r\ntransfer-encoding: *chunked\r\n.*");
  private static final int PATIENCE_SECONDS = 10;

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private final ServerSocket server;
  private final String answer;

  /**
   * @param answer after which the connection is closed, unless it ends in an ellipsis, which stands
   *     for what never comes
   */
  Upstream(String... answer) throws IOException {
    this.answer = String.join("\r\n", answer);
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    run(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The next request, head and body. */
  String request() throws InterruptedException {
    return requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until a connection that was left open has been closed by the other side. */
  boolean wasHungUp() throws InterruptedException {
    return ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) != null;
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        run(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      requests.add(read(socket.getInputStream()));
      socket.getOutputStream().write(answer.replace("…", "").getBytes(StandardCharsets.UTF_8));
      if (answer.endsWith("…")) {
        requests.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        ends.add("");
      }
    } catch (IOException hungUp) {
      ends.add("");
    }
  }

  private static String read(InputStream in) throws IOException {
    var read = new ByteArrayOutputStream();
    while (!isWhole(read.toString(StandardCharsets.ISO_8859_1))) {
      var next = in.read();
      if (next < 0) {
        break;
      }
      read.write(next);
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  private static boolean isWhole(String request) {
    var end = request.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    var head = request.substring(0, end + 2);
    var length = LENGTH.matcher(head);
    return length.matches()
        ? request.length() == end + 4 + Integer.parseInt(length.group(1))
        : !CHUNKED.matcher(head).matches() || request.endsWith("\r\n0\r\n\r\n");
  }

  private static void run(Runnable task) {
    var thread = new Thread(task, "upstream");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
