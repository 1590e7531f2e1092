package io.llmdevops.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node that was lost with work in its hands. All times are the database's.
 *
 * @param at right before it was lost, in milliseconds since 1970
 * @param held the fencing numbers of what it had claimed, by nonce
 */
record Loss(Rows rows, String prefix, long at, Map<String, Long> held) {

  private static final long POLL_MILLIS = 10;

  Set<String> nonces() {
    return held.keySet();
  }

  /**
   * Waits until other nodes have claimed all of it.
   *
   * @return how long that took, for each task
   */
  List<Duration> awaitTakeover(Vertx vertx, Duration atMost) throws Exception {
    var left = new HashMap<>(held);
    var times = new ArrayList<Duration>();
    while (!left.isEmpty()) {
      vertx.timer(POLL_MILLIS).await();
      var now = rows.now();
      assertThat(Duration.ofMillis(now - at)).as("nobody goes on with %s", left).isLessThan(atMost);
      var tasks = rows.tasks(prefix);
      left.entrySet()
          .removeIf(
              task -> {
                var isTaken = tasks.get(task.getKey()).fence() > task.getValue();
                return isTaken && times.add(Duration.ofMillis(now - at));
              });
    }
    return times;
  }
}
