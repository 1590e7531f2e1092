package io.llmdevops.command;

import io.llmdevops.config.ConfigReader;
import io.llmdevops.config.InvalidConfigException;
import io.llmdevops.config.Logging;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the engine is that runs with this configuration, for those that watch over processes. */
@Command(
    name = "health",
    description = {
      "Asks the engine that runs here, with the same configuration, whether it is ready, and says so",
      "on one line.",
      "Ends with 0: it is, 1: it is not, or nobody answers."
    },
    mixinStandardHelpOptions = true)
public final class HealthCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Docker keeps 2 to itself (its reference, "HEALTHCHECK"), also for a broken configuration. */
  private static final int BAD = 1;

  @Option(
      names = "--live",
      description =
          "Asks only whether the process works, whatever its database does: for those that end"
              + " what is not well.")
  private boolean live;

  @Override
  public Integer call() {
    Logging.warnOnly(List.of());
    try {
      var config = new ConfigReader().onlyLooking().read().config();
      var reply = new HealthQuestion(config.management(), PATIENCE).isIt(live ? "live" : "ready");
      System.out.println(reply.text());
      return reply.well() ? 0 : BAD;
    } catch (InvalidConfigException e) {
      System.out.println("the configuration is invalid: " + String.join("; ", e.faults()));
      return BAD;
    }
  }
}
