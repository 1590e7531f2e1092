package io.llmdevops.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The folder of a running engine, held by a lock of the operating system: it ends with the process,
 * however that ends.
 */
public final class DataDirectory implements AutoCloseable {

  private static final int NAMED_BY = 8;

  private final FileChannel channel;
  private final FileLock lock;
  private final String nodeId;

  private DataDirectory(FileChannel channel, FileLock lock, String nodeId) {
    this.channel = channel;
    this.lock = lock;
    this.nodeId = nodeId;
  }

  /**
   * Takes the folder, creating it. Blocks.
   *
   * @throws DataDirectoryInUseException where another process holds it
   * @throws IOException where it cannot be written
   */
  public static DataDirectory take(Path folder) throws IOException {
    Files.createDirectories(folder);
    var file = folder.resolve("lock");
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      var lock = lock(channel, folder);
      name(channel);
      return new DataDirectory(channel, lock, nodeId(folder.resolve("node-id")));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileLock lock(FileChannel channel, Path folder) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      lock = null;
    }
    if (lock == null) {
      throw new DataDirectoryInUseException(folder, holder(channel));
    }
    return lock;
  }

  private static String holder(FileChannel channel) throws IOException {
    var text = ByteBuffer.allocate(64);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
  }

  private static void name(FileChannel channel) throws IOException {
    var name = "process " + ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static String nodeId(Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) > 0) {
      return Files.readString(file).strip();
    }
    var id = UUID.randomUUID().toString();
    Files.writeString(file, id + "\n");
    return id;
  }

  /** What this node claims tasks under, the same after every restart. */
  public String nodeId() {
    return nodeId;
  }

  /**
   * What people call this node: its host, and the beginning of its id, since a host may run two.
   */
  public String nodeName() {
    return HostName.get() + "-" + nodeId.substring(0, Math.min(NAMED_BY, nodeId.length()));
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
