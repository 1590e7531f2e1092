package io.llmdevops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.llmdevops.config.ModelConfig.Dialect;
import io.llmdevops.metrics.Exposition;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class MeteredModelTest {

  private static final String MODEL = "test-model";

  private Vertx vertx;
  private ModelFixture fixture;

  @BeforeEach
  void setUp(Vertx vertx) throws Exception {
    this.vertx = vertx;
    this.fixture = new ModelFixture(vertx);
  }

  private double seen(String name, String... labels) {
    return Exposition.of(vertx).sum(name, labels);
  }

  @Test
  void countsTokensAndMoneyAndTime() throws Exception {
    fixture.server.always().says("Hello").usage(100, 40, 7);
    fixture.answer(Dialect.OPENAI);
    fixture.answer(Dialect.OPENAI);

    assertThat(seen("engine_model_call_seconds_count", "model", MODEL, "result", "complete"))
        .isEqualTo(2);
    assertThat(seen("engine_model_input_tokens_total", "model", MODEL)).isEqualTo(200);
    assertThat(seen("engine_model_cached_tokens_total", "model", MODEL)).isEqualTo(80);
    assertThat(seen("engine_model_output_tokens_total", "model", MODEL)).isEqualTo(14);
    assertThat(seen("engine_model_cost_usd_total", "model", MODEL))
        .isCloseTo(0.000392, within(1e-9));
    assertThat(seen("engine_model_first_token_seconds_count", "model", MODEL)).isEqualTo(2);
    assertThat(seen("engine_model_calls_running", "model", MODEL)).isZero();
  }

  @Test
  void tellsHowCallsFail() throws Exception {
    fixture.server.next().fails(429, Map.of(), "{}");
    fixture.server.next().fails(401, Map.of(), "{}");
    fixture.server.next().refuses();
    fixture.failure(Dialect.OPENAI);
    fixture.failure(Dialect.OPENAI);
    fixture.answer(Dialect.OPENAI);

    for (var result : new String[] {"failed_passing", "failed_account", "refused"}) {
      assertThat(seen("engine_model_call_seconds_count", "result", result)).as(result).isEqualTo(1);
    }
    assertThat(seen("engine_model_cost_usd_total")).isNotNegative();
  }

  @Test
  void showsHowManyAreUnderWay() throws Exception {
    var goOn = Promise.<Void>promise();
    fixture.server.next().says("Hel").waitsFor(goOn.future()).says("lo");
    var answer = fixture.ask(Dialect.OPENAI);
    ModelFixture.await(fixture.heard());
    assertThat(seen("engine_model_calls_running", "model", MODEL)).isEqualTo(1);
    assertThat(seen("engine_model_first_token_seconds_count", "model", MODEL)).isEqualTo(1);
    goOn.complete();
    ModelFixture.await(answer);
    assertThat(seen("engine_model_calls_running", "model", MODEL)).isZero();
  }
}
