package io.llmdevops;

import io.llmdevops.chaos.Siege;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the engine with SIGKILL while it is at work. {@code chaos.kills} says how often; from as
 * many on as there are {@code KillPoint}s each of them has to be hit.
 */
class ChaosIT {

  @TempDir Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void losesAndDoublesNothingWhereverItIsKilled() throws Exception {
    var seed = Long.getLong("chaos.seed", System.nanoTime());
    var kills = Integer.getInteger("chaos.kills", 12);
    var jar = Path.of(System.getProperty("engine.jar", "target/llm-devops-engine.jar"));
    System.out.println("chaos: " + kills + " kills, -Dchaos.seed=" + seed);
    try (var siege = new Siege(jar.toAbsolutePath(), folder, kills, seed)) {
      try {
        siege.lay();
        siege.lift();
        System.out.println("chaos: " + siege.summary());
      } catch (Exception | AssertionError e) {
        System.out.println("chaos: " + siege.summary());
        System.out.println("the end of the engine's log:\n" + siege.tail());
        throw e;
      }
    }
  }
}
