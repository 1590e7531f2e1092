package io.llmdevops.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.cluster.faults.Rows.Held;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node that was lost with work in its hands. All times are the database's.
 *
 * @param at right before it was lost, in milliseconds since 1970
 * @param held what it had claimed
 */
record Loss(Rows rows, String prefix, long at, List<Held> held) {

  private static final long POLL_MILLIS = 10;

  Set<String> nonces() {
    return held.stream().map(Held::nonce).collect(Collectors.toSet());
  }

  /**
   * Waits until other nodes have claimed all of it.
   *
   * @return how long that took, for each task
   */
  List<Duration> awaitTakeover(Vertx vertx, Duration atMost) throws Exception {
    var left = new ArrayList<>(held);
    var times = new ArrayList<Duration>();
    while (!left.isEmpty()) {
      vertx.timer(POLL_MILLIS).await();
      var now = rows.now();
      assertThat(Duration.ofMillis(now - at)).as("nobody goes on with %s", left).isLessThan(atMost);
      var tasks = rows.tasks(prefix);
      left.removeIf(
          task -> {
            var isTaken = tasks.get(task.nonce()).fence() > task.fence();
            return isTaken && times.add(Duration.ofMillis(now - at));
          });
    }
    return times;
  }
}
