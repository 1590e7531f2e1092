package io.llmdevops.task;

import io.vertx.core.Future;
import java.time.Duration;

/** How many calls of models all nodes together have under way, by the store's clock. */
public interface CallPermits {

  /**
   * Takes a permit for a call, unless that many are taken. One that is neither renewed nor given
   * back in time is free again.
   *
   * @param call a name that no other call has
   * @return whether it may begin
   */
  Future<Boolean> take(String call, int most, Duration time);

  /** Keeps a permit for that time, counted from now. */
  Future<Void> renew(String call, Duration time);

  Future<Void> giveBack(String call);
}
