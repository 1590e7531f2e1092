package io.llmdevops.check;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.check.browser.chromium.Chromium;
import io.llmdevops.check.browser.guard.Guard;
import io.llmdevops.check.statement.ModelJudge;
import io.llmdevops.check.statement.StatementJudge;
import io.llmdevops.config.CheckConfig;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Chain;
import io.llmdevops.net.AddressGuard;
import io.llmdevops.net.GuardedResolver;
import io.llmdevops.net.Resolver;
import io.llmdevops.task.TaskStore;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What it takes to judge more of a version than its files: eyes, and somebody who can read. */
public record Instruments(Browser browser, StatementJudge reader) {

  public Instruments {
    Objects.requireNonNull(browser, "browser");
    Objects.requireNonNull(reader, "reader");
  }

  /**
   * As configured. Reads files: to be called on a worker thread.
   *
   * @param secrets that no prompt may hold
   * @param ownHosts names under which this engine can be reached, in lower case: no page may
   * @throws io.llmdevops.config.InvalidConfigException where the folder of prompts has faults
   */
  public static Instruments of(
      Vertx vertx,
      CheckConfig check,
      LlmConfig llm,
      List<Secret> secrets,
      TaskStore store,
      Chain chain,
      Set<String> ownHosts) {
    // Whatever a callback may reach: a page is a stranger, and this machine none of its business.
    var resolver =
        new GuardedResolver(new AddressGuard(false), Resolver.system(vertx, "page-resolver", 16));
    var rules = new Guard.Rules(resolver, ownHosts, check.browser().thirdParties());
    var browser = new Chromium(vertx, check.browser(), rules);
    try {
      return new Instruments(browser, ModelJudge.of(vertx, llm, secrets, store, chain));
    } catch (RuntimeException cannotRead) {
      browser.close();
      throw cannotRead;
    }
  }
}
