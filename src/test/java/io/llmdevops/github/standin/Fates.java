package io.llmdevops.github.standin;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What becomes of the builds or runs to come, in the order in which they begin. */
public final class Fates {

  private final Queue<Fate> next = new ConcurrentLinkedQueue<>();
  private volatile Fate otherwise = Fate.SUCCEEDS;

  Fates() {}

  /** Of the next ones; those after them succeed. */
  public void next(Fate... fates) {
    next.addAll(List.of(fates));
  }

  /** Of all that nothing else was said of. */
  public void otherwise(Fate fate) {
    otherwise = fate;
  }

  Fate take() {
    var fate = next.poll();
    return fate == null ? otherwise : fate;
  }
}
