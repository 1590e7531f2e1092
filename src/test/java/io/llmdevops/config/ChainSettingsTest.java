package io.llmdevops.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.ModelConfig.Dialect;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainSettingsTest extends LoadingConfig {

  private static final Map<String, String> KEYS =
      Map.of("OPENAI_API_KEY", "sk-openai", "ANTHROPIC_API_KEY", "sk-anthropic");

  /** Quotes are single ones here, for reading's sake. */
  private void chain(String... entries) throws IOException {
    json("'llm_chain': [" + String.join(", ", entries) + "]");
  }

  private void json(String members) throws IOException {
    file("conf/config.json", ("{" + members + "}").replace('\'', '"'));
  }

  private List<ModelConfig> models(Map<String, String> environment) throws TimeoutException {
    return config(environment).llm().chain();
  }

  @Test
  void theModelsOfTheChainTakeThePlaceOfTheOneModel() throws Exception {
    chain(
        "{'provider': 'anthropic', 'model': 'one', 'base_url': 'https://a.example/v1/',"
            + " 'temperature': 0.5, 'max_output_tokens': 10, 'context_tokens': 100,"
            + " 'images': true, 'input_price': 1, 'cached_price': 0.1, 'output_price': 4.5}",
        "{'provider': 'openai', 'model': 'two'}");
    var models = models(KEYS);
    assertThat(models).extracting(ModelConfig::name).containsExactly("one", "two");
    var one = models.get(0);
    assertThat(one.dialect()).isEqualTo(Dialect.ANTHROPIC);
    assertThat(one.baseUrl()).isEqualTo(URI.create("https://a.example"));
    assertThat(one.key()).contains(new Secret("sk-anthropic"));
    assertThat(one.temperature()).hasValue(0.5);
    assertThat(one.outputTokens()).isEqualTo(10);
    assertThat(one.contextTokens()).isEqualTo(100);
    assertThat(one.images()).isTrue();
    assertThat(one.prices())
        .contains(new Prices(BigDecimal.ONE, new BigDecimal("0.1"), new BigDecimal("4.5")));
    assertThat(models.get(1).baseUrl()).isEqualTo(URI.create("https://api.openai.com/v1"));
    assertThat(models.get(1).keyVariable()).isEqualTo("OPENAI_API_KEY");
  }

  @Test
  void aChainNeedsNoProviderBesideIt() throws Exception {
    chain("{'provider': 'openai', 'model': 'a', 'base_url': 'http://localhost:1/v1'}");
    assertThat(models(Map.of())).hasSize(1);
    assertThat(models(Map.of("LLM_PROVIDER", "anthropic")).get(0).model()).isEqualTo("a");
  }

  @Test
  void whatAnEntryLeavesOutIsTakenFromTheVariables() throws Exception {
    chain("{'provider': 'openai', 'model': 'a'}", "{'provider': 'openai', 'model': 'b'}");
    var models =
        models(
            Map.of(
                "OPENAI_API_KEY", "k",
                "LLM_MODEL", "a",
                "LLM_TEMPERATURE", "1",
                "LLM_MAX_OUTPUT_TOKENS", "5",
                "LLM_CONTEXT_TOKENS", "50",
                "LLM_IMAGES", "false",
                "LLM_INPUT_PRICE", "1",
                "LLM_OUTPUT_PRICE", "2"));
    assertThat(models).allMatch(model -> model.temperature().getAsDouble() == 1);
    assertThat(models).allMatch(model -> model.outputTokens() == 5);
    assertThat(models).allMatch(model -> model.contextTokens() == 50);
    assertThat(models.get(0).prices()).isPresent();
    assertThat(models.get(0).images()).isFalse();
    assertThat(models.get(1).prices()).as("another model's prices").isEmpty();
    assertThat(models.get(1).images()).as("another model's eyes").isTrue();
  }

  @Test
  void aNamedVariableHoldsTheKeyInTheEnvironmentThenInDotenvAlsoAsAFile() throws Exception {
    file("key", "from-file\n");
    file(".env", "ONE=from-dotenv\nTWO=from-dotenv\nTHREE_FILE=" + directory.resolve("key") + "\n");
    chain(
        "{'provider': 'openai', 'model': 'a', 'api_key_variable': 'ONE'}",
        "{'provider': 'openai', 'model': 'b', 'api_key_variable': 'TWO'}",
        "{'provider': 'openai', 'model': 'c', 'api_key_variable': 'THREE'}",
        "{'provider': 'openai', 'model': 'd', 'api_key_variable': 'ANTHROPIC_API_KEY'}");
    var config = config(Map.of("ONE", "from-environment", "ANTHROPIC_API_KEY", "from-there"));
    assertThat(config.llm().chain().stream().map(model -> model.key().orElseThrow().reveal()))
        .containsExactly("from-environment", "from-dotenv", "from-file", "from-there");
    assertThat(config.llm().chain())
        .extracting(ModelConfig::keyVariable)
        .containsExactly("ONE", "TWO", "THREE", "ANTHROPIC_API_KEY");
    assertThat(config.modelKeys()).containsOnlyKeys("ONE", "TWO", "THREE", "ANTHROPIC_API_KEY");
    assertThat(config.secrets()).contains(new Secret("from-file"), new Secret("from-there"));
    assertThat(config.toString()).doesNotContain("from-");
  }

  @Test
  void anEmptyVariableKeepsTheProvidersKeyFromAnotherServer() throws Exception {
    chain(
        "{'provider': 'openai', 'model': 'a', 'base_url': 'http://localhost:1/v1',"
            + " 'api_key_variable': ''}");
    assertThat(models(KEYS).get(0).key()).isEmpty();
  }

  @Test
  void modelsOfOneNameAreToldByTheirServers() throws Exception {
    chain(
        "{'provider': 'openai', 'model': 'a', 'base_url': 'http://LOCALHOST:1234/v1'}",
        "{'provider': 'openai', 'model': 'a', 'base_url': 'https://x.example/v1'}",
        "{'provider': 'openai', 'model': 'b'}");
    assertThat(models(KEYS))
        .extracting(ModelConfig::name)
        .containsExactly("a at localhost:1234", "a at x.example", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] |  (conf/config.json): must have at least one model",
        "'gpt' |  (conf/config.json): must be a list",
        "{'provider': 'openai'} |  (conf/config.json): must be a list",
        "['gpt'] | [0] (conf/config.json): must be an object",
        "[null] | [0] (conf/config.json): must be an object",
        "[{'model': 'a'}] | [0].provider (conf/config.json): is missing",
        "[{'provider': 'openai', 'model': ''}] | [0].model (conf/config.json): is missing",
        "[{'provider': 'openai', 'model': 5}] | [0].model (conf/config.json): must be a text",
        "[{'provider': 'simulated', 'model': 'a'}] | [0].provider (conf/config.json): must be"
            + " openai, anthropic",
        "[{'provider': 'openai', 'modle': 'a', 'model': 'a'}] | [0].modle (conf/config.json): there"
            + " is no such setting",
        "[{'provider': 'openai', 'model': 'a', 'model_file': 'a'}] | [0].model_file"
            + " (conf/config.json): there is no such setting",
        "[{'provider': 'openai', 'model': 'a', 'images': 'true'}] | [0].images (conf/config.json):"
            + " must be true or false",
        "[{'provider': 'openai', 'model': 'a', 'temperature': '1'}] | [0].temperature"
            + " (conf/config.json): must be a number",
        "[{'provider': 'openai', 'model': 'a', 'temperature': 3}] | [0].temperature"
            + " (conf/config.json): must be a number from 0 to 2",
        "[{'provider': 'openai', 'model': 'a', 'base_url': 7}] | [0].base_url (conf/config.json):"
            + " must be a text",
        "[{'provider': 'openai', 'model': 'a', 'base_url': 'ftp://x'}] | [0].base_url"
            + " (conf/config.json): must be an http or https URL without credentials, query and"
            + " fragment",
        "[{'provider': 'openai', 'model': 'a', 'input_price': 7}] | [0].input_price"
            + " (conf/config.json): the price of output is missing beside it",
        "[{'provider': 'openai', 'model': 'a', 'context_tokens': 9}] | [0].max_output_tokens"
            + " (conf/config.json): must be less than the model's context of 9 tokens, which holds"
            + " the prompt too",
        "[{'provider': 'openai', 'model': 'a', 'api_key_variable': 'NOT_SET'}] |"
            + " [0].api_key_variable (conf/config.json): names a variable that is set neither in the"
            + " environment nor in .env",
        "[{'provider': 'openai', 'model': 'a', 'api_key_variable': 'sk-hush'}] |"
            + " [0].api_key_variable (conf/config.json): must be the name of a variable, in"
            + " capitals; not the key itself",
        "[{'provider': 'openai', 'model': 'a'}, {'provider': 'openai', 'model': 'a', 'base_url':"
            + " 'https://api.openai.com/v2'}] | [1].model (conf/config.json): is in the chain"
            + " already, at the same server",
      })
  void eachFaultNamesItsPlace(String chain, String fault) throws IOException {
    json("'llm_chain': " + chain);
    assertThat(faults(KEYS))
        .containsExactly("llm_chain" + (fault.startsWith("(") ? " " : "") + fault);
  }

  @Test
  void allFaultsAreFoundAtOnce() throws IOException {
    chain(
        "{'provider': 'openai', 'model': 'a', 'temperature': -1}",
        "{'provider': 'anthropic', 'model': 'b', 'api_key_variable': 'BAD'}");
    assertThat(faults(Map.of("BAD", "sk hush", "PORT", "x")))
        .containsExactlyInAnyOrder(
            "PORT (environment): must be a whole number from 0 to 65535",
            "llm_chain[0].temperature (conf/config.json): must be a number from 0 to 2",
            "llm_chain[0].api_key_variable (conf/config.json): must name a variable, or"
                + " OPENAI_API_KEY must be set: api.openai.com wants a key",
            "BAD (environment): must be ASCII without blanks and control characters, since it goes"
                + " into a header");
  }

  @Test
  void aFaultOfANamedVariableIsToldOnce() throws IOException {
    chain(
        "{'provider': 'openai', 'model': 'a', 'api_key_variable': 'OPENAI_API_KEY'}",
        "{'provider': 'openai', 'model': 'b'}");
    assertThat(faults(Map.of("OPENAI_API_KEY", "sk hush")))
        .containsExactly(
            "OPENAI_API_KEY (environment): must be ASCII without blanks and control characters,"
                + " since it goes into a header");
  }

  @Test
  void moneyIsOnlyWatchedWhereEveryModelHasPrices() throws IOException {
    chain(
        "{'provider': 'openai', 'model': 'a', 'input_price': 1, 'output_price': 1}",
        "{'provider': 'openai', 'model': 'b'}");
    assertThat(faults(Map.of("OPENAI_API_KEY", "k", "LLM_MAX_COST_PER_TASK", "1")))
        .containsExactly(
            "LLM_MAX_COST_PER_TASK (environment): cannot be watched: no prices are set for b");
  }

  @Test
  void theChainOfTheReadmeCanBeUsed() throws Exception {
    var readme = Files.readString(Path.of("README.md"));
    var start = readme.indexOf("{\n  \"llm_chain\"");
    file("conf/config.json", readme.substring(start, readme.indexOf("```", start)));
    var environment =
        Map.of("ANTHROPIC_API_KEY", "a", "OPENROUTER_KEY", "o", "LLM_MAX_COST_PER_TASK", "1");
    assertThat(models(environment))
        .hasSize(3)
        .allMatch(model -> model.prices().isPresent())
        .extracting(model -> model.key().map(Secret::reveal).orElse("none"))
        .containsExactly("a", "o", "none");
  }

  @Test
  void aChainIsNoVariable() throws TimeoutException {
    assertThat(models(Map.of("LLM_CHAIN", "[{}]"))).isEmpty();
  }
}
