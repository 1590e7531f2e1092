package io.llmdevops.llm;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.bus.Addresses;
import io.llmdevops.config.LlmConfig;
import io.llmdevops.config.PipelineConfig;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Chain;
import io.llmdevops.model.DataFence;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.model.Prompt;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.TaskRequest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order tasks come to a model that has time for one of them. */
class ArrivalTest {

  private static final PipelineConfig PIPELINE =
      new PipelineConfig(Duration.ofMinutes(5), Duration.ofMillis(20), Duration.ofHours(1), 100);

  private static final LlmConfig ONE_AT_A_TIME =
      new LlmConfig(
          List.of(),
          1,
          OptionalInt.empty(),
          Duration.ofSeconds(60),
          new LlmConfig.TaskLimits(20, 500_000, Optional.empty()),
          Optional.empty(),
          Optional.empty(),
          new LlmConfig.Simulated(Duration.ZERO, Duration.ZERO));

  private final SettableClock clock = new SettableClock();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private Vertx vertx;
  private SqlTaskStore store;

  private record Call(String brief, Handler<String> onText, Promise<Answer> end) {

    void answer() {
      onText.handle(LlmStepFixture.PAGE_DONE);
      var call = new ModelCall("m", 1, 1, 0, Optional.empty(), 1, 1);
      end.complete(new Answer(Answer.Stop.COMPLETE, call));
    }

    void fail() {
      end.fail(new ModelException(Kind.PASSING, "overloaded", Optional.empty(), Optional.empty()));
    }
  }

  /** Each call waits for the test. */
  private final class Waiting implements Model {

    @Override
    public String name() {
      return "m";
    }

    @Override
    public Traits traits() {
      return new Traits(false, 100_000, 10_000, Optional.empty());
    }

    @Override
    public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
      var end = Promise.<Answer>promise();
      var brief = DataFence.read(prompt.turns().get(0).text()).get(0).text();
      calls.add(new Call(brief, onText, end));
      return end.future();
    }
  }

  @BeforeEach
  void open(@TempDir Path dataDir) throws Exception {
    vertx = Vertx.vertx();
    Addresses.register(vertx);
    store = StoreFixture.open(vertx, dataDir, clock);
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
    store.close();
  }

  private void deploy() {
    var chain = new Chain(List.of(new Waiting()), 8, System::nanoTime);
    await(
        vertx.deployVerticle(
            new LlmVerticle(
                PIPELINE,
                ONE_AT_A_TIME,
                List.of(),
                store,
                LlmVerticleTest.NOTHING_PUBLISHED,
                chain,
                clock)));
  }

  private void accept(String brief) {
    var like = StoreFixture.request(brief, 1);
    var request =
        new TaskRequest(
            like.email(),
            like.task(),
            like.round(),
            like.nonce(),
            brief,
            like.checks(),
            like.evaluationUrl(),
            like.attachments());
    await(store.accept(StoreFixture.newTask(request), StoreFixture.NO_LIMIT));
  }

  private Call next(String brief) throws InterruptedException {
    var call = calls.poll(20, TimeUnit.SECONDS);
    assertThat(call).as("a call for " + brief).isNotNull();
    assertThat(call.brief()).isEqualTo(brief);
    return call;
  }

  @Test
  void whoCameFirstIsWrittenFirst() throws Exception {
    for (var brief : List.of("d", "b", "a", "c")) {
      accept(brief);
    }
    deploy();

    for (var brief : List.of("d", "b", "a", "c")) {
      next(brief).answer();
    }
  }

  @Test
  void whoHasToTryAgainNeitherHoldsUpTheOthersNorIsHeldUpByLaterOnes() throws Exception {
    accept("again");
    accept("second");
    accept("third");
    deploy();

    next("again").fail();
    var second = next("second");
    clock.advance(Duration.ofSeconds(5));
    accept("late");
    second.answer();
    next("third").answer();
    next("again").answer();
    next("late").answer();
  }
}
