package io.llmdevops.check.browser.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to a guard on which a test writes what it likes. */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  Wire(Guard guard) throws IOException {
    socket = new Socket(InetAddress.getByName("127.0.0.1"), guard.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
  }

  static String status(Guard guard, String... lines) throws IOException {
    try (var wire = new Wire(guard)) {
      return wire.send(lines).line();
    }
  }

  /** All that comes until the other side closes. */
  static String answer(Guard guard, String... lines) throws IOException {
    try (var wire = new Wire(guard)) {
      return wire.send(lines).rest();
    }
  }

  /** The lines of a request, and the empty one after them. */
  Wire send(String... lines) throws IOException {
    return write(String.join("\r\n", lines) + "\r\n\r\n");
  }

  Wire write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The next line without its end; what came of it where the connection ends. */
  String line() throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  /** Everything up to an empty line. */
  String head() throws IOException {
    var head = new StringBuilder();
    for (var line = line(); !line.isEmpty(); line = line()) {
      head.append(line).append('\n');
    }
    return head.toString();
  }

  String read(int count) throws IOException {
    return new String(in.readNBytes(count), StandardCharsets.UTF_8);
  }

  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
