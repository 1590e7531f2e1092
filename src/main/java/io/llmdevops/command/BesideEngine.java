package io.llmdevops.command;

import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.ConfigReader;
import io.llmdevops.config.InvalidConfigException;
import io.llmdevops.config.Logging;
import java.util.List;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What commands share that may be run beside an engine with its configuration: that is looked at
 * only, and no secret made.
 *
 * @param failed what is to be said where the work fails
 */
record BesideEngine(String failed) {

  static final int FAULT = 1;

  private static final Logger log = LoggerFactory.getLogger(BesideEngine.class);
  private static final int INVALID_CONFIGURATION = 2;

  /** What a command does. */
  @FunctionalInterface
  interface Work {

    /**
     * @return how the process shall end
     */
    int with(ConfigLoader.Loaded loaded) throws Exception;
  }

  /** Ends with 2 where the configuration is invalid. */
  int run(Work work) {
    return run(
        work,
        invalid -> {
          System.err.println(invalid.getMessage());
          return INVALID_CONFIGURATION;
        });
  }

  /**
   * @param otherwise what is done where the configuration is invalid
   */
  int run(Work work, ToIntFunction<InvalidConfigException> otherwise) {
    Logging.warnOnly(List.of());
    try {
      var loaded = new ConfigReader().onlyLooking().read();
      Logging.warnOnly(loaded.config().secrets());
      return work.with(loaded);
    } catch (InvalidConfigException e) {
      return otherwise.applyAsInt(e);
    } catch (Exception e) {
      // By way of the log, which shows no secret. Waiting for a future throws whatever failed it.
      log.error(failed, e);
      return FAULT;
    }
  }
}
