package io.llmdevops.benchmark;

import io.llmdevops.config.StoreConfig;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.task.PastTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What is left of an embedded database once all that has ended is removed, as retention does. */
final class Removal {

  private static final int AT_ONCE = 100;
  private static final double MEGABYTE = 1 << 20;

  private Removal() {}

  /**
   * @param data of an engine that has ended
   */
  static Figure from(Workplace place, Path data) throws Exception {
    var config = new StoreConfig(data);
    var before = Files.size(config.database());
    var lease = Duration.ofSeconds(30);
    var startedAt = System.nanoTime();
    var removed = 0;
    try (var store =
        SqlTaskStore.open(place.vertx(), config, lease, "removal", Clock.systemUTC())) {
      removed = all(store.pastTasks());
    }
    var seconds = (System.nanoTime() - startedAt) / 1e9;
    var after = Files.size(config.database());
    return new Figure(
        "  its database once they are removed",
        String.format(
            Locale.ROOT,
            "%.1f MB, from %.1f MB; %d tasks removed in %.1f s, %d at once",
            after / MEGABYTE,
            before / MEGABYTE,
            removed,
            seconds,
            AT_ONCE),
        "no growth",
        after * 10 < before,
        List.of("reached where less than a tenth is left"));
  }

  private static int all(PastTasks past) throws Exception {
    var all = 0;
    var some = AT_ONCE;
    while (some == AT_ONCE) {
      some = Workplace.await(past.remove(Duration.ZERO, AT_ONCE));
      all += some;
    }
    while (Workplace.await(past.giveBackRoom())) {
      // A few pages at a time, as retention does.
    }
    return all;
  }
}
