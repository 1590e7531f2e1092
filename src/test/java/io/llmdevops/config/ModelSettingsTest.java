package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.ModelConfig.Dialect;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSettingsTest extends LoadingConfig {

  private static final String SERVER = "http://localhost:11434/v1";

  /** One model, of these variables over a key. */
  private ModelConfig model(String... variables) throws TimeoutException {
    return config(withKey(variables)).llm().chain().get(0);
  }

  private static Map<String, String> withKey(String... variables) {
    var all = new HashMap<>(Map.of("OPENAI_API_KEY", "sk-some-key"));
    for (var index = 0; index < variables.length; index += 2) {
      all.put(variables[index], variables[index + 1]);
    }
    return all;
  }

  private static Map<String, String> variables(String spaced) {
    var all = new HashMap<String, String>();
    for (var variable : spaced.split(" ")) {
      var name = variable.split("=", 2)[0];
      all.put(name, variable.contains("=") ? variable.split("=", 2)[1] : name + "-value");
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "ANTHROPIC_API_KEY, ANTHROPIC, ANTHROPIC_API_KEY, https://api.anthropic.com",
    "OPENAI_API_KEY, OPENAI, OPENAI_API_KEY, https://api.openai.com/v1",
    "LLM_API_KEY, OPENAI, LLM_API_KEY, https://api.openai.com/v1",
    "OPENAI_API_KEY ANTHROPIC_API_KEY, OPENAI, OPENAI_API_KEY, https://api.openai.com/v1",
    "LLM_API_KEY ANTHROPIC_API_KEY, OPENAI, LLM_API_KEY, https://api.openai.com/v1",
    "LLM_API_KEY OPENAI_API_KEY, OPENAI, LLM_API_KEY, https://api.openai.com/v1",
    "ANTHROPIC_API_KEY LLM_BASE_URL=http://x/v1/, ANTHROPIC, ANTHROPIC_API_KEY, http://x",
    "OPENAI_API_KEY LLM_BASE_URL=http://x/v1/, OPENAI, OPENAI_API_KEY, http://x/v1",
    "ANTHROPIC_API_KEY OPENAI_API_KEY= LLM_API_KEY=, ANTHROPIC, ANTHROPIC_API_KEY,"
        + " https://api.anthropic.com",
    "LLM_PROVIDER=anthropic LLM_API_KEY ANTHROPIC_API_KEY, ANTHROPIC, LLM_API_KEY,"
        + " https://api.anthropic.com",
    "LLM_PROVIDER=anthropic OPENAI_API_KEY ANTHROPIC_API_KEY, ANTHROPIC, ANTHROPIC_API_KEY,"
        + " https://api.anthropic.com",
    "LLM_PROVIDER=openai OPENAI_API_KEY ANTHROPIC_API_KEY, OPENAI, OPENAI_API_KEY,"
        + " https://api.openai.com/v1",
  })
  void theKeyThatIsThereTellsWhoIsAsked(
      String given, Dialect dialect, String variable, String baseUrl) throws TimeoutException {
    var chain = config(variables(given)).llm().chain();
    assertThat(chain).hasSize(1);
    assertThat(chain.get(0).dialect()).isEqualTo(dialect);
    assertThat(chain.get(0).keyVariable()).isEqualTo(variable);
    assertThat(chain.get(0).key().map(Secret::reveal)).contains(variable + "-value");
    assertThat(chain.get(0).baseUrl()).isEqualTo(URI.create(baseUrl));
  }

  @Test
  void aBaseUrlAloneNeedsNoKey() throws TimeoutException {
    var model = config(Map.of("LLM_BASE_URL", SERVER, "LLM_MODEL", "llama")).llm().chain().get(0);
    assertThat(model.dialect()).isEqualTo(Dialect.OPENAI);
    assertThat(model.baseUrl()).isEqualTo(URI.create(SERVER));
    assertThat(model.name()).isEqualTo("llama");
    assertThat(model.key()).isEmpty();
    assertThat(model.keyVariable()).isEqualTo("OPENAI_API_KEY");
    assertThat(model.images()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH=/bin",
        "OPENAI_API_KEY= LLM_BASE_URL=",
        "LLM_PROVIDER=simulated OPENAI_API_KEY LLM_API_KEY ANTHROPIC_API_KEY LLM_BASE_URL=http://x",
        "LLM_PROVIDER=simulated LLM_MAX_COST_PER_TASK=1",
      })
  void theSimulatedModelWritesWhereNothingIsSetAndWhereItIsAskedFor(String given)
      throws TimeoutException {
    assertThat(config(variables(given)).llm().isSimulated()).isTrue();
  }

  @Test
  void theSimulatedModelWinsOverAChain() throws Exception {
    file("conf/config.json", "{\"llm_chain\": [{\"provider\": \"openai\", \"model\": \"a\"}]}");
    assertThat(config(Map.of("LLM_PROVIDER", "simulated")).llm().isSimulated()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "LLM_PROVIDER=openai, OPENAI_API_KEY, api.openai.com",
    "LLM_PROVIDER=openai ANTHROPIC_API_KEY, OPENAI_API_KEY, api.openai.com",
    "LLM_PROVIDER=anthropic, ANTHROPIC_API_KEY, api.anthropic.com",
    "LLM_BASE_URL=https://api.openai.com/v1/, OPENAI_API_KEY, api.openai.com",
  })
  void aProviderWithoutItsKeyIsAFault(String given, String variable, String host) {
    assertThat(faults(variables(given)))
        .containsExactly(variable + ": must be set, or LLM_API_KEY: " + host + " wants a key");
  }

  @Test
  void theModelsDefaultsAreThoseOfTheReadme() throws TimeoutException {
    assertThat(model())
        .isEqualTo(
            new ModelConfig(
                Dialect.OPENAI,
                "gpt-4.1",
                "gpt-4.1",
                URI.create("https://api.openai.com/v1"),
                Optional.of(new Secret("sk-some-key")),
                "OPENAI_API_KEY",
                OptionalDouble.empty(),
                16_384,
                200_000,
                true,
                Optional.empty()));
    var anthropic = config(Map.of("ANTHROPIC_API_KEY", "k")).llm().chain().get(0);
    assertThat(anthropic.model()).isEqualTo("claude-sonnet-4-5");
    assertThat(anthropic.images()).isTrue();
    var llm = config(Map.of()).llm();
    assertThat(llm.limits()).isEqualTo(new LlmConfig.TaskLimits(20, 500_000, Optional.empty()));
    assertThat(llm.prompts()).isEmpty();
    assertThat(llm.keepPrompts()).isEmpty();
  }

  @Test
  void everythingCanBeSet() throws TimeoutException {
    var config =
        config(
            withKey(
                "LLM_MODEL", "mine",
                "LLM_TEMPERATURE", "0.2",
                "LLM_MAX_OUTPUT_TOKENS", "1000",
                "LLM_CONTEXT_TOKENS", "8000",
                "LLM_IMAGES", "false",
                "LLM_INPUT_PRICE", "2",
                "LLM_CACHED_PRICE", "0.50",
                "LLM_OUTPUT_PRICE", "1e1",
                "LLM_MAX_COST_PER_TASK", "0.75",
                "LLM_MAX_TOKENS_PER_TASK", "7",
                "LLM_MAX_CALLS_PER_TASK", "3",
                "LLM_PROMPTS", directory.toString(),
                "LLM_KEEP_PROMPTS", "true"));
    var model = config.llm().chain().get(0);
    assertThat(model.temperature()).hasValue(0.2);
    assertThat(model.outputTokens()).isEqualTo(1_000);
    assertThat(model.contextTokens()).isEqualTo(8_000);
    assertThat(model.images()).isFalse();
    assertThat(model.prices()).contains(prices("2", "0.5", "10"));
    assertThat(config.llm().limits())
        .isEqualTo(new LlmConfig.TaskLimits(3, 7, Optional.of(new BigDecimal("0.75"))));
    assertThat(config.llm().prompts()).contains(directory);
    assertThat(config.llm().keepPrompts()).contains(directory.resolve("data/prompts"));
  }

  private static Prices prices(String input, String cached, String output) {
    return new Prices(new BigDecimal(input), new BigDecimal(cached), new BigDecimal(output));
  }

  @Test
  void cachedInputCostsAsMuchAsInputUnlessSaidOtherwise() throws TimeoutException {
    assertThat(model("LLM_INPUT_PRICE", "0", "LLM_OUTPUT_PRICE", "3").prices())
        .contains(prices("0", "0", "3"));
  }

  @Test
  void numbersInJsonAreReadExactly() throws Exception {
    file(
        "conf/config.json",
        "{\"llm_temperature\": 0.5, \"llm_input_price\": 0.1, \"llm_output_price\": 1e-7,"
            + " \"llm_max_cost_per_task\": 0.30}");
    var llm = config(withKey()).llm();
    assertThat(llm.chain().get(0).temperature()).hasValue(0.5);
    assertThat(llm.chain().get(0).prices()).contains(prices("0.1", "0.1", "0.0000001"));
    assertThat(llm.limits().costUsd()).contains(new BigDecimal("0.3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LLM_TEMPERATURE=2.1 | LLM_TEMPERATURE (environment): must be a number from 0 to 2",
        "LLM_TEMPERATURE=-1 | LLM_TEMPERATURE (environment): must be a number from 0 to 2",
        "LLM_TEMPERATURE=NaN | LLM_TEMPERATURE (environment): must be a number from 0 to 2",
        "LLM_TEMPERATURE=1e-99999999 | LLM_TEMPERATURE (environment): must be a number from 0 to 2",
        "LLM_TEMPERATURE=1e9999999999 | LLM_TEMPERATURE (environment): must be a number from 0 to"
            + " 2",
        "LLM_MAX_OUTPUT_TOKENS=1.5 | LLM_MAX_OUTPUT_TOKENS (environment): must be a whole number"
            + " from 1 to 100000000",
        "LLM_CONTEXT_TOKENS=0 | LLM_CONTEXT_TOKENS (environment): must be a whole number from 1 to"
            + " 100000000",
        "LLM_CONTEXT_TOKENS=16384 | llm_max_output_tokens (defaults): must be less than the model's"
            + " context of 16384 tokens, which holds the prompt too",
        "LLM_IMAGES=yes | LLM_IMAGES (environment): must be true or false",
        "LLM_INPUT_PRICE=1 | LLM_INPUT_PRICE (environment): the price of output is missing beside"
            + " it",
        "LLM_OUTPUT_PRICE=1 | LLM_OUTPUT_PRICE (environment): the price of input is missing beside"
            + " it",
        "LLM_CACHED_PRICE=1 | LLM_CACHED_PRICE (environment): the prices of input and output are"
            + " missing beside it",
        "LLM_MAX_COST_PER_TASK=1 | LLM_MAX_COST_PER_TASK (environment): cannot be watched: no prices"
            + " are set for gpt-4.1",
        "LLM_PROMPTS=/nowhere | LLM_PROMPTS (environment): must be a folder that exists",
        "LLM_KEEP_PROMPTS=1 | LLM_KEEP_PROMPTS (environment): must be true or false",
        "LLM_BASE_URL=localhost:1 | LLM_BASE_URL (environment): must be an http or https URL without"
            + " credentials, query and fragment",
        "LLM_PROVIDER=OpenAI | LLM_PROVIDER (environment): must be simulated, openai, anthropic",
      })
  void eachBadValueIsOneFault(String variable, String fault) {
    assertThat(faults(withKey(variable.split("=", 2)))).containsExactly(fault);
  }

  @Test
  void aFileIsNoFolderOfPrompts() throws Exception {
    file("text", "x");
    assertThat(faults(withKey("LLM_PROMPTS", directory.resolve("text").toString()))).hasSize(1);
  }

  @Test
  void allFaultsAreFoundAtOnce() {
    assertThat(
            faults(
                Map.of(
                    "LLM_PROVIDER", "openai",
                    "LLM_TEMPERATURE", "hot",
                    "LLM_INPUT_PRICE", "cheap",
                    "LLM_OUTPUT_PRICE", "1",
                    "LLM_MAX_COST_PER_TASK", "0")))
        .containsExactlyInAnyOrder(
            "OPENAI_API_KEY: must be set, or LLM_API_KEY: api.openai.com wants a key",
            "LLM_TEMPERATURE (environment): must be a number from 0 to 2",
            "LLM_INPUT_PRICE (environment): must be a number from 0 to 1000000",
            "LLM_MAX_COST_PER_TASK (environment): must be a number from 0.000001 to 1000000");
  }

  @Test
  void aKeyMayComeFromAFileAndIsTakenFromTheHighestSource() throws Exception {
    file("key", "sk-from-file\n");
    file(".env", "OPENAI_API_KEY_FILE=" + directory.resolve("key") + "\n");
    file("conf/config.json", "{\"openai_api_key\": \"sk-from-json\"}");
    assertThat(config(Map.of()).llm().chain().get(0).key()).contains(new Secret("sk-from-file"));
    assertThat(model().key()).contains(new Secret("sk-some-key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-hush hush", "sk-hush\n", "sk-hüsh", " sk-hush", "sk-hush\t", "sk\0h"})
  void aKeyThatFitsNoHeaderIsAFaultThatDoesNotShowIt(String key) {
    assertThat(faults(withKey("OPENAI_API_KEY", key)))
        .containsExactly(
            "OPENAI_API_KEY (environment): must be ASCII without blanks and control characters,"
                + " since it goes into a header");
  }

  @Test
  void everyKeyThatWasFoundIsASecretUsedOrNot() throws TimeoutException {
    var config =
        config(
            Map.of(
                "SECRET", "s-value",
                "LLM_PROVIDER", "simulated",
                "LLM_API_KEY", "l-value",
                "OPENAI_API_KEY", "o-value",
                "ANTHROPIC_API_KEY", "a-value"));
    assertThat(config.secrets().stream().map(Secret::reveal))
        .containsExactlyInAnyOrder("s-value", "l-value", "o-value", "a-value");
    assertThat(config.modelKeys())
        .isEqualTo(
            Map.of(
                "LLM_API_KEY", new Secret("l-value"),
                "OPENAI_API_KEY", new Secret("o-value"),
                "ANTHROPIC_API_KEY", new Secret("a-value")));
    assertThat(List.of(config.toString(), model().toString()))
        .noneMatch(text -> text.contains("-value") || text.contains("sk-some"));
  }
}
