package io.llmdevops.command;

import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.InvalidConfigException;
import io.llmdevops.config.Logging;
import io.llmdevops.model.Chain;
import io.llmdevops.model.configured.Models;
import io.llmdevops.model.talk.PromptFolder;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** Checks the configuration as a user would, and says what to do about what is wrong. */
@Command(
    name = "doctor",
    description = {
      "Checks the configuration, the store, each model, the token of GitHub, prompts, the browser",
      "and ports, and says what to do about each fault. May be run beside a running engine; changes",
      "nothing.",
      "Ends with 0: all is well, 1: there is a fault, 2: the configuration is invalid."
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(DoctorCommand.class);
  private static final int FAULT = 1;
  private static final int INVALID_CONFIGURATION = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SECONDS = 90;

  @Override
  public Integer call() throws TimeoutException {
    Logging.warnOnly(List.of());
    var vertx = Vertx.vertx();
    try {
      var loaded = new ConfigLoader(vertx).onlyLooking().load().await(SECONDS, TimeUnit.SECONDS);
      Logging.warnOnly(loaded.config().secrets());
      return examine(vertx, loaded);
    } catch (InvalidConfigException e) {
      System.err.println(e.getMessage());
      return INVALID_CONFIGURATION;
    } catch (RuntimeException e) {
      // By way of the log, which shows no secret.
      log.error("not everything could be looked at", e);
      return FAULT;
    } finally {
      vertx.close().await();
    }
  }

  private static int examine(Vertx vertx, ConfigLoader.Loaded loaded) throws TimeoutException {
    var doctor =
        new Doctor(
            vertx,
            loaded,
            PromptFolder::check,
            config -> models(vertx, config),
            github -> new GithubOverHttp(vertx, github, loaded.config().store()),
            browser -> BrowserForTrials.of(vertx, browser),
            PATIENCE,
            System::nanoTime);
    var findings = doctor.examine().await(SECONDS, TimeUnit.SECONDS);
    System.out.print(findings.text());
    return findings.hasFaults() ? FAULT : 0;
  }

  private static Chain models(Vertx vertx, EngineConfig config) {
    return Models.of(vertx, config.llm(), Clock.systemUTC(), System::nanoTime);
  }
}
