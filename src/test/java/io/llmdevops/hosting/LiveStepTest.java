package io.llmdevops.hosting;

import static io.llmdevops.store.SiteTasks.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.config.Secret;
import io.llmdevops.config.StoreConfig;
import io.llmdevops.pipeline.Deadline;
import io.llmdevops.pipeline.Lease;
import io.llmdevops.pipeline.Outcome;
import io.llmdevops.pipeline.Step;
import io.llmdevops.pipeline.Work;
import io.llmdevops.store.SiteTasks;
import io.llmdevops.store.SqlTaskStore;
import io.llmdevops.store.StoreFixture;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Fact;
import io.llmdevops.task.TaskState;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the server does not answer; where it does is {@link HostingVerticleTest}'s. */
class LiveStepTest {

  @TempDir Path data;
  private Vertx vertx;
  private LocalRepositories repositories;
  private WorkerExecutor workers;
  private SqlTaskStore store;
  private Claim published;

  @BeforeEach
  void publish() throws Exception {
    vertx = Vertx.vertx();
    repositories = new LocalRepositories(vertx, new StoreConfig(data));
    workers = vertx.createSharedWorkerExecutor("test");
    store = StoreFixture.open(vertx, data, new SettableClock());
    var tasks = new SiteTasks(store);
    tasks.checked(1, write("index.html", "<h1>"));
    var urls = new PublicUrls("http://pages.test");
    var publish = new PublishStep(store, repositories, new Secret("s"), urls, workers);
    var checked = tasks.claim(TaskState.CHECKED);
    var facts = run(publish, checked, SettableClock.START).facts();
    tasks.advance(checked, TaskState.PUBLISHED, facts);
    published = tasks.claim(TaskState.PUBLISHED);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    HostingFixture.await(vertx.close());
  }

  @Test
  void triesAgainWhileThereIsTime() throws Exception {
    assertThat(run(goLive(), published, SettableClock.START.plus(Duration.ofMinutes(9))))
        .isEqualTo(Outcome.retry(Duration.ofSeconds(1), "the page does not answer yet"));
  }

  @Test
  void reportsInTimeWithoutConfirmation() throws Exception {
    assertThat(
            run(
                goLive(),
                published,
                SettableClock.START.plus(Duration.ofMinutes(9)).plusSeconds(30)))
        .isEqualTo(
            Outcome.advance(
                TaskState.LIVE,
                "unconfirmed",
                new Fact.Problem("the page is not live: it did not answer in time")));
  }

  private LiveStep goLive() throws Exception {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    return new LiveStep(repositories, workers, vertx.createHttpClient(), "127.0.0.1", closed);
  }

  private Outcome run(Step step, Claim claim, Instant now) throws Exception {
    var deadline = new Deadline(Clock.fixed(now, ZoneOffset.UTC), claim.task());
    var lease = new Lease(() -> 0, StoreFixture.LEASE, 0);
    return HostingFixture.await(step.run(new Work(claim, lease, deadline, store)));
  }
}
