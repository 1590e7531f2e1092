package io.llmdevops.config;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is said of a model beside where it is; all of it may be left out. */
record ModelTraits(
    Optional<BigDecimal> temperature,
    Optional<Integer> outputTokens,
    Optional<Integer> contextTokens,
    Optional<Boolean> images,
    Optional<Prices> prices) {

  /** Is never used: they have defaults, and a configuration with faults does not come to be. */
  private static final int FAULTY = 1;

  private static final Form<BigDecimal> TEMPERATURE = Form.number("0", "2");
  private static final Form<BigDecimal> PRICE = Form.number("0", "1000000");
  private static final Form<Integer> TOKENS =
      new Form<>(
          Form.wholeNumber(1, 100_000_000).wanted(),
          text -> Form.wholeNumber(1, 100_000_000).read(text).map(Long::intValue));

  /**
   * @param prefix of their names
   */
  static ModelTraits read(Settings settings, String prefix) {
    return new ModelTraits(
        settings.optional(prefix + "temperature", TEMPERATURE),
        settings.optional(prefix + "max_output_tokens", TOKENS),
        settings.optional(prefix + "context_tokens", TOKENS),
        settings.optional(prefix + "images", Form.FLAG),
        prices(settings, prefix));
  }

  private static Optional<Prices> prices(Settings settings, String prefix) {
    var input = settings.optional(prefix + "input_price", PRICE);
    var cached = settings.optional(prefix + "cached_price", PRICE);
    var output = settings.optional(prefix + "output_price", PRICE);
    var hasInput = settings.text(prefix + "input_price").isPresent();
    var hasOutput = settings.text(prefix + "output_price").isPresent();
    if (hasInput && !hasOutput) {
      settings.fault(prefix + "input_price", "the price of output is missing beside it");
    } else if (!hasInput && hasOutput) {
      settings.fault(prefix + "output_price", "the price of input is missing beside it");
    } else if (!hasInput && settings.text(prefix + "cached_price").isPresent()) {
      settings.fault(
          prefix + "cached_price", "the prices of input and output are missing beside it");
    }
    if (!hasInput && !hasOutput) {
      return Optional.empty();
    }
    var paid = input.orElse(BigDecimal.ZERO);
    return Optional.of(new Prices(paid, cached.orElse(paid), output.orElse(BigDecimal.ZERO)));
  }

  /**
   * These, completed by others.
   *
   * @param isSameModel a model's prices and its eyes are not another's
   */
  ModelTraits or(ModelTraits others, boolean isSameModel) {
    return new ModelTraits(
        temperature.or(others::temperature),
        outputTokens.or(others::outputTokens),
        contextTokens.or(others::contextTokens),
        isSameModel ? images.or(others::images) : images,
        isSameModel ? prices.or(others::prices) : prices);
  }

  void refuseAnswersThatLeaveNoRoom(Settings settings, String prefix) {
    if (outputTokens.isPresent()
        && contextTokens.isPresent()
        && outputTokens.get() >= contextTokens.get()) {
      settings.fault(
          prefix + "max_output_tokens",
          "must be less than the model's context of "
              + contextTokens.get()
              + " tokens, which holds the prompt too");
    }
  }

  /** A model of these traits, called what its server calls it. */
  ModelConfig model(Provider provider, String model, URI baseUrl, ModelKey key) {
    return new ModelConfig(
        provider.dialect(),
        model,
        model,
        baseUrl,
        key.secret(),
        key.variable(),
        temperature
            .map(value -> OptionalDouble.of(value.doubleValue()))
            .orElseGet(OptionalDouble::empty),
        outputTokens.orElse(FAULTY),
        contextTokens.orElse(FAULTY),
        images.orElseGet(() -> provider.isOwn(baseUrl)),
        prices);
  }
}
