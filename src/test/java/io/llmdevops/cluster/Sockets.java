package io.llmdevops.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sockets of a process, as Linux has them (proc(5), {@code /proc/pid/net/tcp} and {@code
 * /proc/pid/fd}).
 */
final class Sockets {

  private static final String LISTENING = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  /** In the byte order of this machine, as the kernel writes them. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F");

  private final Path process;

  Sockets(ProcessHandle process) {
    this.process = Path.of("/proc", Long.toString(process.pid()));
  }

  /** The ports that it listens on, at the loopback address. */
  Set<Integer> portsOfLoopback() throws IOException {
    var ports = new HashSet<Integer>();
    for (var row : listening()) {
      if (LOOPBACK.contains(address(row)[0])) {
        ports.add(port(row));
      }
    }
    return ports;
  }

  /** What it listens on at any other address. */
  List<String> elsewhere() throws IOException {
    return listening().stream()
        .filter(row -> !LOOPBACK.contains(address(row)[0]))
        .map(row -> row[ADDRESS])
        .toList();
  }

  /** At any address. */
  Set<Integer> portsOfUdp() throws IOException {
    return ours("udp", "udp6").stream().map(Sockets::port).collect(Collectors.toSet());
  }

  private List<String[]> listening() throws IOException {
    return ours("tcp", "tcp6").stream().filter(row -> row[STATE].equals(LISTENING)).toList();
  }

  private static int port(String[] row) {
    return Integer.parseInt(address(row)[1], 16);
  }

  private static String[] address(String[] row) {
    return row[ADDRESS].split(":");
  }

  private List<String[]> ours(String... tables) throws IOException {
    var inodes = inodes();
    var rows = Stream.<String[]>builder();
    for (var table : tables) {
      Files.readAllLines(process.resolve("net").resolve(table)).stream()
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .filter(row -> inodes.contains("socket:[" + row[INODE] + "]"))
          .forEach(rows::add);
    }
    return rows.build().toList();
  }

  private Set<String> inodes() throws IOException {
    var inodes = new HashSet<String>();
    try (var open = Files.list(process.resolve("fd"))) {
      for (var each : open.toList()) {
        try {
          inodes.add(Files.readSymbolicLink(each).toString());
        } catch (IOException closedMeanwhile) {
          continue;
        }
      }
    }
    return inodes;
  }
}
