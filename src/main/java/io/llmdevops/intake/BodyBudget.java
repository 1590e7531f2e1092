package io.llmdevops.intake;

import java.util.concurrent.atomic.AtomicLong;

/** The bytes of all request bodies under way, shared by every instance in this process. */
final class BodyBudget {

  private final AtomicLong left;

  BodyBudget(long bytes) {
    left = new AtomicLong(bytes);
  }

  Share share() {
    return new Share();
  }

  long left() {
    return left.get();
  }

  /** What one request takes. Used by one thread. */
  final class Share {

    private long taken;

    /** Whether so many more could be taken now. */
    boolean fits(long bytes) {
      return bytes <= left.get();
    }

    /** Takes more; false, and nothing taken, where that is not left. */
    boolean take(long bytes) {
      if (left.addAndGet(-bytes) < 0) {
        left.addAndGet(bytes);
        return false;
      }
      taken += bytes;
      return true;
    }

    /** Gives everything back; a second time does nothing. */
    void release() {
      left.addAndGet(taken);
      taken = 0;
    }
  }
}
