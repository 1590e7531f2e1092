package io.llmdevops.task;

import io.vertx.core.Future;
import java.time.Duration;

/** How many calls of models all nodes together have under way, by the store's clock. */
public interface CallPermits {

  /** A call that may not begin yet keeps its place if it asks again within this time. */
  Duration PLACE_KEPT = Duration.ofSeconds(3);

  /**
   * Takes a permit for a call, unless that many are taken or wanted by calls that have asked
   * before. One that is neither renewed nor given back in time is free again.
   *
   * @param call a name that no other call has
   * @param time the same for all calls
   * @return whether it may begin; if not, it waits in line, by asking again
   */
  Future<Boolean> take(String call, int most, Duration time);

  /** Keeps a permit for that time, counted from now. */
  Future<Void> renew(String call, Duration time);

  /** The call is over, or no longer waits. */
  Future<Void> giveBack(String call);
}
