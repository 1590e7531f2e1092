package io.llmdevops.command;

import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.InvalidConfigException;
import java.time.Duration;
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

  @Option(
      names = "--live",
      description =
          "Asks only whether the process works, whatever its database does: for those that end"
              + " what is not well.")
  private boolean live;

  @Override
  public Integer call() {
    return new BesideEngine("the engine was not asked").run(this::ask, HealthCommand::refuse);
  }

  private int ask(ConfigLoader.Loaded loaded) {
    var question = new HealthQuestion(loaded.config().management(), PATIENCE);
    var reply = question.isIt(live ? "live" : "ready");
    System.out.println(reply.text());
    return reply.well() ? 0 : BesideEngine.FAULT;
  }

  /** Docker keeps 2 to itself (its reference, "HEALTHCHECK"). */
  private static int refuse(InvalidConfigException invalid) {
    System.out.println("the configuration is invalid: " + String.join("; ", invalid.faults()));
    return BesideEngine.FAULT;
  }
}
