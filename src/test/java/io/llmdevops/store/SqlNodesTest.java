package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Nodes;
import io.llmdevops.task.Nodes.Node;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlNodesTest extends OnEachDatabase {

  private static final Node FIRST = new Node("id-1", "first", Set.of("intake", "llm"));
  private static final Node SECOND = new Node("id-2", "another", Set.of());
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Nodes nodes;

  @BeforeEach
  void open() throws SQLException {
    nodes = store.nodes();
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
