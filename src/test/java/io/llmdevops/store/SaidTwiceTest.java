package io.llmdevops.store;

import static io.llmdevops.store.StoreFixture.NO_LIMIT;
import static io.llmdevops.store.StoreFixture.await;
import static io.llmdevops.store.StoreFixture.newTask;
import static io.llmdevops.store.StoreFixture.request;
import static io.llmdevops.task.TaskState.ACCEPTED;
import static io.llmdevops.task.TaskState.FAILED;
import static io.llmdevops.task.TaskState.GENERATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.task.Acceptance;
import io.llmdevops.task.Change;
import io.llmdevops.task.Claim;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.LeaseLostException;
import io.llmdevops.task.ModelCall;
import io.llmdevops.task.Picture;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskReport;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever does not hear whether something was committed says it once more. */
class SaidTwiceTest extends OnEachDatabase {

  private static final List<Fact> NONE = List.of();
  private static final Duration LATER = Duration.ofSeconds(5);

  private TaskId id;
  private Claim claim;

  @BeforeEach
  void openWithAClaimedTask() throws SQLException {
    id = accept(1);
    claim = claim(ACCEPTED);
  }

  private TaskId accept(int round) {
    var accepted = await(store.accept(newTask(request("t", round)), NO_LIMIT));
    return ((Acceptance.Accepted) accepted).task().id();
  }

  private Claim claim(TaskState state) {
    return await(store.claim(Set.of(state), 1)).get(0);
  }

  private Optional<TaskId> advance(TaskState to, String detail) {
    return await(store.advance(claim, to, detail, List.of(new Fact.Note("a note"))));
  }

  private TaskReport report() {
    return await(store.report(id)).orElseThrow();
  }

  private List<String> timeline() {
    return report().timeline().stream().map(TaskReport.Event::detail).toList();
  }

  private static Version version(String path) {
    var change = new Change.Write(path, Content.utf8(path));
    return new Version(1, "m", path, Optional.empty(), List.of(change), List.of(), List.of());
  }

  @Test
  void theEndOfAClaimIsStoredOnceAndUnblocksTheSameTask() {
    var next = accept(2);
    assertThat(advance(FAILED, "no")).contains(next);

    assertThat(advance(FAILED, "no")).contains(next);

    assertThat(timeline()).containsExactly("accepted", "a note", "no");
  }

  @Test
  void theEndOfAClaimIsKnownAlsoWhenSomebodyElseHasGoneOn() {
    advance(GENERATED, "written");
    var others = claim(GENERATED);

    advance(GENERATED, "written");

    await(store.renew(others));
    assertThat(timeline()).containsExactly("accepted", "a note", "written");
  }

  @Test
  void anotherEndOfTheSameClaimIsRefused() {
    advance(GENERATED, "written");

    for (var another :
        List.of(
            store.advance(claim, FAILED, "written", NONE),
            store.advance(claim, GENERATED, "written otherwise", NONE),
            store.retry(claim, LATER, "written", NONE),
            store.record(claim, NONE))) {
      assertThatThrownBy(() -> await(another)).isInstanceOf(LeaseLostException.class);
    }
  }

  @Test
  void theSameWordsOfALostClaimAreRefused() {
    advance(GENERATED, "written");
    claim = claim(GENERATED);
    clock.advance(StoreFixture.LEASE);
    claim(GENERATED);

    assertThatThrownBy(() -> advance(FAILED, "no")).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void aRetryCountsFromWhenItWasSaidFirst() {
    await(store.retry(claim, LATER, "later", NONE));
    clock.advance(LATER.minusSeconds(1));

    await(store.retry(claim, LATER, "later", NONE));

    clock.advance(Duration.ofSeconds(1));
    assertThat(claim(ACCEPTED).id()).isEqualTo(id);
    assertThat(timeline()).containsExactly("accepted", "later");
  }

  @Test
  void aRetryThatSaysWhatTheOneBeforeSaidIsKnownToo() {
    await(store.retry(claim, Duration.ZERO, "later", NONE));
    claim = claim(ACCEPTED);
    await(store.retry(claim, LATER, "later", NONE));

    await(store.retry(claim, LATER, "later", NONE));

    assertThat(timeline()).containsExactly("accepted", "later");
  }

  @Test
  void aClaimThatWasTakenBackHasNotEnded() {
    await(store.releaseAll());

    assertThatThrownBy(() -> await(store.retry(claim, LATER, "later", NONE)))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void aVersionIsThatWhichWasWrittenLast() {
    await(store.record(claim, List.of(new Fact.VersionWritten(version("first")))));
    var seen = new Picture("image/png", Content.utf8("first"));
    await(store.record(claim, List.of(new Fact.Pictured(1, seen))));

    await(store.record(claim, List.of(new Fact.VersionWritten(version("second")))));

    assertThat(await(store.versions(id))).containsExactly(version("second"));
    assertThat(await(store.picture(id))).isEmpty();
  }

  @Test
  void aPublishedVersionIsNotWrittenAnew() {
    var facts =
        List.<Fact>of(
            new Fact.VersionWritten(version("first")),
            new Fact.VersionChosen(1),
            new Fact.Pushed("r", "c", Optional.empty()));
    await(store.record(claim, facts));
    var again = store.record(claim, List.of(new Fact.VersionWritten(version("second"))));

    assertThatThrownBy(() -> await(again)).isInstanceOf(SQLException.class);
    assertThat(await(store.versions(id))).containsExactly(version("first"));
  }

  @Test
  void aCallAFileThatWasLeftOutAndANoteCountOnce() {
    var facts =
        List.<Fact>of(
            new Fact.CallBegun("call", ModelCall.begun("m", 1, 2, Optional.empty())),
            new Fact.FilesDropped(1, List.of(new Version.Dropped("CNAME", "not yours"))),
            new Fact.Note("a note"));
    await(store.record(claim, List.of(new Fact.VersionWritten(version("first")))));
    await(store.record(claim, facts));

    await(store.record(claim, facts));

    assertThat(report().calls()).hasSize(1);
    assertThat(report().versions().get(0).dropped()).hasSize(1);
    assertThat(timeline()).containsExactly("accepted", "a note");
  }
}
