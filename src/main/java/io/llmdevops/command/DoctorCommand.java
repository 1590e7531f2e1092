package io.llmdevops.command;

import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.EngineConfig;
import io.llmdevops.model.Chain;
import io.llmdevops.model.configured.Models;
import io.llmdevops.model.talk.PromptFolder;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SECONDS = 90;

  @Override
  public Integer call() {
    return new BesideEngine("not everything could be looked at").run(DoctorCommand::examine);
  }

  private static int examine(ConfigLoader.Loaded loaded) throws TimeoutException {
    var vertx = Vertx.vertx();
    try {
      var findings = doctor(vertx, loaded).examine().await(SECONDS, TimeUnit.SECONDS);
      System.out.print(findings.text());
      return findings.hasFaults() ? BesideEngine.FAULT : 0;
    } finally {
      vertx.close().await();
    }
  }

  private static Doctor doctor(Vertx vertx, ConfigLoader.Loaded loaded) {
    return new Doctor(
        vertx,
        loaded,
        PromptFolder::check,
        config -> models(vertx, config),
        github -> new GithubOverHttp(vertx, github, loaded.config().store()),
        browser -> BrowserForTrials.of(vertx, browser),
        PATIENCE,
        System::nanoTime);
  }

  private static Chain models(Vertx vertx, EngineConfig config) {
    return Models.of(vertx, config.llm(), Clock.systemUTC(), System::nanoTime);
  }
}
