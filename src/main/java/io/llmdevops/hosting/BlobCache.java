package io.llmdevops.hosting;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** The contents asked for last, within a limit of bytes. What a blob's id names never changes. */
final class BlobCache {

  private final long capacity;
  private final Map<ObjectId, Buffer> contents = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  /**
   * @param capacity in bytes; nothing larger than an eighth of it is kept
   */
  BlobCache(long capacity) {
    this.capacity = capacity;
  }

  synchronized Optional<Buffer> get(ObjectId blob) {
    return Optional.ofNullable(contents.get(blob));
  }

  synchronized void put(ObjectId blob, Buffer content) {
    if (content.length() > capacity / 8 || contents.put(blob, content) != null) {
      return;
    }
    held += content.length();
    var oldest = contents.values().iterator();
    while (held > capacity) {
      held -= oldest.next().length();
      oldest.remove();
    }
  }
}
