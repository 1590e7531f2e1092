package io.llmdevops.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which models are asked, and how much they may, as the settings have it. */
final class LlmSettings {

  private static final Form<BigDecimal> MONEY = Form.number("0.000001", "1000000");

  private final Settings settings;
  private final ModelKeys keys;

  /** What {@code LLM_PROVIDER} may be. */
  enum Choice {
    SIMULATED,
    OPENAI,
    ANTHROPIC
  }

  LlmSettings(Settings settings, ModelKeys keys) {
    this.settings = settings;
    this.keys = keys;
  }

  /** Every key that was found, by its variable. */
  Map<String, Secret> keys() {
    return keys.found();
  }

  LlmConfig read(StoreConfig store) {
    var chain = chain();
    return new LlmConfig(
        chain,
        settings.number("llm_concurrency", 1, 100_000),
        settings.optionalNumber("llm_cluster_concurrency", 1, 100_000),
        settings.duration("llm_idle_timeout"),
        limits(chain),
        settings.optional("llm_prompts", Form.FOLDER),
        settings.flag("llm_keep_prompts") ? Optional.of(store.prompts()) : Optional.empty(),
        new LlmConfig.Simulated(
            Duration.ofMillis(settings.number("simulated_first_token_ms", 0, 3_600_000)),
            Duration.ofMillis(settings.number("simulated_chunk_ms", 0, 60_000))));
  }

  private LlmConfig.TaskLimits limits(List<ModelConfig> chain) {
    var money = settings.optional("llm_max_cost_per_task", MONEY);
    if (money.isPresent()) {
      chain.stream()
          .filter(model -> model.prices().isEmpty())
          .forEach(
              model ->
                  settings.fault(
                      "llm_max_cost_per_task",
                      "cannot be watched: no prices are set for " + model.name()));
    }
    return new LlmConfig.TaskLimits(
        settings.number("llm_max_calls_per_task", 1, 1_000_000),
        settings.wholeNumber("llm_max_tokens_per_task", 1, Long.MAX_VALUE),
        money);
  }

  private List<ModelConfig> chain() {
    var traits = ModelTraits.read(settings, "llm_");
    var baseUrl = settings.url("llm_base_url");
    var choice = settings.optional("llm_provider", Form.oneOf(Choice.class)).orElseGet(this::usual);
    if (choice == Choice.SIMULATED && settings.text("llm_provider").isPresent()) {
      return List.of();
    }
    if (settings.text("llm_chain").isPresent()) {
      return new ChainSettings(settings, keys, traits).read();
    }
    return choice == Choice.SIMULATED
        ? List.of()
        : List.of(model(Provider.valueOf(choice.name()), baseUrl, traits));
  }

  private ModelConfig model(Provider provider, Optional<URI> baseUrl, ModelTraits traits) {
    var url = baseUrl.map(provider::baseUrl).orElse(provider.ownUrl());
    var key = keys.usual(provider);
    var isUrlRight = baseUrl.isPresent() || settings.text("llm_base_url").isEmpty();
    if (key.secret().isEmpty() && isUrlRight && provider.isOwn(url)) {
      settings.fault(
          provider.keySetting(), "must be set, or LLM_API_KEY: " + url.getHost() + " wants a key");
    }
    traits.refuseAnswersThatLeaveNoRoom(settings, "llm_");
    var model = settings.text("llm_model").orElse(provider.defaultModel());
    return traits.model(provider, model, url, key);
  }

  /** What a key or an address says about whom it is for. */
  private Choice usual() {
    var any = keys.has(ModelKeys.ANY) || keys.has(Provider.OPENAI.keySetting());
    if (keys.has(Provider.ANTHROPIC.keySetting()) && !any) {
      return Choice.ANTHROPIC;
    }
    return any || settings.text("llm_base_url").isPresent() ? Choice.OPENAI : Choice.SIMULATED;
  }
}
