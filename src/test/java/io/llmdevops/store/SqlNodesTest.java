package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.SettableClock;
import io.llmdevops.task.Nodes;
import io.llmdevops.task.Nodes.Node;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SqlNodesTest {

  private static final Node FIRST = new Node("id-1", "first", Set.of("intake", "llm"));
  private static final Node SECOND = new Node("id-2", "another", Set.of());
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SettableClock clock = new SettableClock();
  private final Vertx vertx = Vertx.vertx();
  @Parameter StoreKind kind;
  @TempDir Path dataDir;
  private TestDatabase database;
  private SqlTaskStore store;
  private Nodes nodes;

  @BeforeEach
  void open() throws SQLException {
    database = kind.create(dataDir, clock);
    store = database.open(vertx);
    nodes = store.nodes();
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    await(vertx.close());
  }

  @Test
  void namesThoseThatHaveSaidSo() {
    assertThat(await(nodes.present())).isEmpty();
    await(nodes.announce(FIRST, MINUTE));
    await(nodes.announce(SECOND, MINUTE));

    assertThat(await(nodes.present())).containsExactly(SECOND, FIRST);
  }

  @Test
  void oneThatSaysNothingMoreIsGoneAfterItsTime() {
    await(nodes.announce(FIRST, MINUTE));
    clock.advance(MINUTE.minusMillis(1));
    assertThat(await(nodes.present())).containsExactly(FIRST);
    await(nodes.announce(SECOND, MINUTE));
    clock.advance(Duration.ofMillis(1));

    assertThat(await(nodes.present())).containsExactly(SECOND);
  }

  @Test
  void theLastWordOfANodeCounts() {
    await(nodes.announce(FIRST, MINUTE));
    var changed = new Node(FIRST.id(), "renamed", Set.of("check"));

    await(nodes.announce(changed, MINUTE.multipliedBy(2)));

    clock.advance(MINUTE);
    assertThat(await(nodes.present())).containsExactly(changed);
  }

  @Test
  void forgetsThoseThatAreLongGone() {
    await(nodes.announce(FIRST, MINUTE));
    clock.advance(Duration.ofDays(2));

    await(nodes.announce(SECOND, MINUTE));

    assertThat(database.query("select id from node")).containsExactly(SECOND.id());
  }
}
