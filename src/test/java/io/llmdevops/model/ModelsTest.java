package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.model.Answer.Stop;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(VertxExtension.class)
class ModelsTest {

  private Vertx vertx;
  private ModelServer server;

  @BeforeEach
  void setUp(Vertx vertx) throws Exception {
    this.vertx = vertx;
    this.server = ModelServer.start(vertx);
  }

  @ParameterizedTest
  @EnumSource
  void streamsAnAnswer(Dialect dialect) throws Exception {
    server.next().says("Hel", "lo, wörld 🌍").usage(100, 40, 7).cutEvery(1);
    var text = new StringBuilder();

    var answer = model(dialect).generate(prompt(), text::append).await(10, TimeUnit.SECONDS);

    assertThat(text).hasToString("Hello, wörld 🌍");
    assertThat(answer.stop()).isEqualTo(Stop.COMPLETE);
    assertThat(answer.call().inputTokens()).isEqualTo(100);
    assertThat(answer.call().cachedTokens()).isEqualTo(40);
    assertThat(answer.call().outputTokens()).isEqualTo(7);
    assertThat(answer.call().costUsd()).contains(new BigDecimal("0.000196"));
  }

  private Model model(Dialect dialect) {
    return Models.of(vertx, llm(server.config(dialect)), Clock.systemUTC(), System::nanoTime)
        .models()
        .get(0);
  }

  private static LlmConfig llm(ModelConfig model) {
    return new LlmConfig(
        List.of(model),
        8,
        Duration.ofSeconds(5),
        new LlmConfig.TaskLimits(20, 500_000, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        new LlmConfig.Simulated(Duration.ZERO, Duration.ZERO));
  }

  private static Prompt prompt() {
    return new Prompt(
        "Be brief.",
        List.of(Prompt.Turn.user("Say hello.")),
        new Prompt.Limits(1_000, Duration.ofSeconds(10)));
  }
}
