package io.llmdevops.check.browser.guard;

import io.llmdevops.Machine;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A private service of this machine, over TCP and UDP at one port, that nobody may touch. */
final class Canary implements AutoCloseable {

  private static final int MUCH = 2048;

  /** Whatever came. */
  final List<String> touched = new CopyOnWriteArrayList<>();

  private final ServerSocket tcp;
  private final DatagramSocket udp;

  Canary() throws IOException {
    var here = InetAddress.getByName("127.0.0.1");
    var port = Machine.freePort();
    tcp = new ServerSocket(port, 50, here);
    udp = new DatagramSocket(port, here);
    run(this::accept);
    run(this::receive);
  }

  int port() {
    return tcp.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        try (var socket = tcp.accept()) {
          socket.setSoTimeout(200);
          touched.add("tcp " + first(socket.getInputStream().readNBytes(1)));
        } catch (SocketTimeoutException silent) {
          touched.add("tcp");
        }
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void receive() {
    var packet = new DatagramPacket(new byte[MUCH], MUCH);
    try {
      while (true) {
        udp.receive(packet);
        touched.add("udp " + packet.getLength());
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private static String first(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void run(Runnable task) {
    var thread = new Thread(task, "canary");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
  }
}
