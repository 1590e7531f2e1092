package io.llmdevops.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** How often a second this disk makes a small append durable, one after the other. */
final class DiskProbe implements Section {

  private static final int BYTES = 4_096;
  private static final double SECONDS = 2;

  @Override
  public List<Figure> measure(Workplace place) throws IOException {
    var file = place.root().resolve("probe");
    var times = new Latencies();
    var startedAt = System.nanoTime();
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (System.nanoTime() - startedAt < SECONDS * 1e9) {
        var before = System.nanoTime();
        channel.write(ByteBuffer.allocate(BYTES));
        channel.force(false);
        times.add(System.nanoTime() - before);
      }
    }
    var kind = Files.getFileStore(file).type();
    Files.delete(file);
    var text = String.format(Locale.ROOT, "%.0f/s, %s (%s)", times.count() / SECONDS, times, kind);
    return List.of(Figure.context("disk alone: durable appends of 4 KiB", text));
  }
}
