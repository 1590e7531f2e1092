package io.llmdevops.secrets;

import io.llmdevops.config.Secret;
import io.llmdevops.task.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for the engine's own secrets, in any common encoding, in time linear in what is searched. A
 * secret under {@link Secret#SEARCHED_FROM} characters is not looked for: it would be found
 * everywhere.
 *
 * <p>Thread-safe. Says only that there is one, never which nor where.
 */
public final class SecretSearch {

  /** Bytes looked at together, so that a large file is never copied as a whole. */
  static final int CHUNK = 1 << 20;

  /** An escape of one byte takes up to ten, and blanks may stand between. */
  private static final int LONGEST_PER_BYTE = 16;

  private static final int KEY = Long.BYTES;
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int FILTER_BITS = 16;

  private final Map<Long, List<byte[]>> byFirstBytes = new HashMap<>();
  private final int overlap;
  private final long[] filter = new long[(1 << FILTER_BITS) / Long.SIZE];

  public SecretSearch(List<Secret> secrets) {
    var spellings =
        secrets.stream()
            .filter(secret -> !secret.isWeak())
            .map(Secret::reveal)
            .flatMap(secret -> SecretEncodings.of(secret).stream())
            .toList();
    spellings.forEach(this::lookFor);
    var longest = spellings.stream().mapToInt(spelling -> spelling.length).max().orElse(0);
    overlap = LONGEST_PER_BYTE * longest;
  }

  private void lookFor(byte[] spelling) {
    var key = 0L;
    for (var at = 0; at < KEY; at++) {
      key = key << Byte.SIZE | spelling[at] & 0xff;
    }
    byFirstBytes.computeIfAbsent(key, fresh -> new ArrayList<>()).add(spelling);
    var bit = bit(key);
    filter[bit / Long.SIZE] |= 1L << bit;
  }

  public boolean foundIn(String text) {
    return foundIn(text.getBytes(StandardCharsets.UTF_8));
  }

  public boolean foundIn(Content content) {
    return foundIn(content.bytes());
  }

  private boolean foundIn(byte[] bytes) {
    for (var from = 0; from < bytes.length && !byFirstBytes.isEmpty(); from += CHUNK) {
      var to = Math.min(bytes.length, from + CHUNK + overlap);
      if (foundInChunk(Arrays.copyOfRange(bytes, from, to))) {
        return true;
      }
    }
    return false;
  }

  private boolean foundInChunk(byte[] chunk) {
    var found = new boolean[1];
    SecretViews.each(chunk, view -> found[0] = found[0] || standsIn(view));
    return found[0];
  }

  private boolean standsIn(byte[] view) {
    var key = 0L;
    for (var at = 0; at < view.length; at++) {
      key = key << Byte.SIZE | view[at] & 0xff;
      var bit = bit(key);
      if ((filter[bit / Long.SIZE] & 1L << bit) != 0
          && at >= KEY - 1
          && startsAt(view, at - KEY + 1, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsAt(byte[] view, int from, long key) {
    return byFirstBytes.getOrDefault(key, List.of()).stream()
        .anyMatch(
            spelling ->
                from + spelling.length <= view.length
                    && Arrays.equals(
                        view, from, from + spelling.length, spelling, 0, spelling.length));
  }

  private static int bit(long key) {
    return (int) (key * MIX >>> Long.SIZE - FILTER_BITS);
  }

  @Override
  public String toString() {
    return "SecretSearch[" + (byFirstBytes.isEmpty() ? "nothing to look for" : "***") + "]";
  }
}
