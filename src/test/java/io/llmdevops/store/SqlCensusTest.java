package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static io.llmdevops.task.TaskState.ACCEPTED;
import static io.llmdevops.task.TaskState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.Census;
import io.llmdevops.task.Claim;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SqlCensusTest extends OnEachDatabase {

  private void accept(String task, int round) {
    await(store.accept(newTask(request(task, round)), NO_LIMIT));
  }

  private Claim claim() {
    return await(store.claim(Set.of(ACCEPTED), 1)).get(0);
  }

  private Census.Count count() {
    return await(store.census().take());
  }

  @Test
  void countsNothingWhereThereIsNothing() {
    assertThat(count()).isEqualTo(new Census.Count(Map.of(), Map.of()));
  }

  @Test
  void countsTheTasksOfEachState() {
    accept("one", 1);
    accept("two", 1);
    accept("three", 1);
    await(store.advance(claim(), FAILED, "in vain", List.of()));
    assertThat(count().tasks()).isEqualTo(Map.of(ACCEPTED, 2L, FAILED, 1L));
    assertThat(count().waiting().keySet()).containsExactly(ACCEPTED);
  }

  @Test
  void tellsForHowLongTheOldestHasBeenDueAndNobodys() {
    accept("one", 1);
    clock.advance(Duration.ofSeconds(5));
    accept("two", 1);
    clock.advance(Duration.ofSeconds(5));
    assertThat(count().waiting()).isEqualTo(Map.of(ACCEPTED, Duration.ofSeconds(10)));
    var claim = claim();
    assertThat(count().waiting()).isEqualTo(Map.of(ACCEPTED, Duration.ofSeconds(5)));
    await(store.retry(claim, Duration.ofMinutes(1), "later", List.of()));
    await(store.retry(claim(), Duration.ofMinutes(1), "later", List.of()));
    assertThat(count().waiting()).isEmpty();
  }

  @Test
  void whatADeadNodeHeldWaitsFromTheEndOfItsLease() {
    accept("one", 1);
    claim();
    clock.advance(StoreFixture.LEASE.plusSeconds(2));
    assertThat(count().waiting()).isEqualTo(Map.of(ACCEPTED, Duration.ofSeconds(2)));
  }

  @Test
  void aRoundThatMayNotBeginYetDoesNotWaitForAnybody() {
    accept("one", 1);
    accept("one", 2);
    var first = claim();
    clock.advance(Duration.ofSeconds(10));
    assertThat(count().waiting()).isEmpty();
    await(store.advance(first, FAILED, "in vain", List.of()));
    assertThat(count().waiting()).isEqualTo(Map.of(ACCEPTED, Duration.ofSeconds(10)));
  }
}
