package io.llmdevops.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** A client that sends whatever bytes it likes, whenever it likes. */
final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MS = 20_000;
  private static final int CLOSED = -1;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    in = socket.getInputStream();
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** The head of a POST with so many bytes to come. */
  static String head(long length, String... headers) {
    return "POST /task HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + (length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length)
        + "\r\n"
        + String.join("", headers)
        + "\r\n";
  }

  /** Status line, headers and body (of known length) of the next answer. */
  String answer() throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next == CLOSED) {
        throw new IOException("closed after: " + head);
      }
      head.write(next);
    }
    var text = head.toString(StandardCharsets.ISO_8859_1);
    return text + new String(in.readNBytes(length(text)), StandardCharsets.UTF_8);
  }

  private static int length(String head) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  /** Waits until the server closes; fails where it sends anything instead, or nothing at all. */
  void awaitClose() throws IOException {
    try {
      var next = in.read();
      if (next != CLOSED) {
        throw new AssertionError("the server answered");
      }
    } catch (SocketTimeoutException stillOpen) {
      throw new AssertionError("the server keeps the connection", stillOpen);
    } catch (IOException reset) {
      // As good as closed.
    }
  }

  /** Sends a text again and again, so often, until the server closes. */
  void dripUntilClosed(String text, Duration every) throws IOException {
    socket.setSoTimeout((int) every.toMillis());
    var until = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
    while (System.nanoTime() < until) {
      try {
        send(text);
        if (in.read() == CLOSED) {
          return;
        }
        throw new AssertionError("the server answered");
      } catch (SocketTimeoutException stillOpen) {
        // Time for the next piece.
      } catch (IOException reset) {
        return;
      }
    }
    throw new AssertionError("the server keeps the connection");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
