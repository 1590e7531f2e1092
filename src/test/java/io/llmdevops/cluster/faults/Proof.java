package io.llmdevops.cluster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.cluster.faults.Outside.Asked;
import io.llmdevops.cluster.faults.Rows.Row;
import io.llmdevops.github.standin.Call;
import io.llmdevops.github.standin.Call.Kind;
import io.llmdevops.github.standin.StandInGithub;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what has come of tasks against what was asked for, inside and outside. */
final class Proof {

  private final Outside outside;
  private final Map<String, Row> tasks;
  private final Map<String, Map<String, Long>> events;
  private final Set<String> underWay;

  /**
   * @param prefix of the nonces of all tasks of a fault
   * @param underWay requests to GitHub, by method and path, that may have come late
   */
  Proof(Outside outside, Rows rows, String prefix, Set<String> underWay) throws Exception {
    this.underWay = underWay;
    this.outside = outside;
    this.tasks = rows.tasks(prefix);
    this.events = rows.events(prefix);
  }

  /** Nothing lost, nothing doubled, nothing asked of anybody once the answer was stored. */
  void of(List<String> nonces) {
    assertThat(tasks.keySet()).containsExactlyInAnyOrderElementsOf(nonces);
    nonces.forEach(this::of);
    assertThat(outside.github().journal().violations()).isEmpty();
  }

  private void of(String nonce) {
    var task = tasks.get(nonce);
    assertThat(task.state()).as(task.toString()).isEqualTo("notified");
    assertThat(task.error()).as(task.toString()).isNull();
    assertThat(task.versions()).as(task.toString()).isEqualTo(1);
    ofRepository(task);
    ofCallback(task);
    var stored = events.get(nonce);
    assertNoneSince(stored.get("generated"), outside.modelCalls(nonce), "paid though stored");
    assertNoneSince(stored.get("published"), calls(nonce, Kind.GIT_PUSH), "pushed once more");
    assertNoneSince(stored.get("live"), calls(nonce, null), "asked though live");
  }

  private List<Asked> calls(String nonce, Kind kind) {
    return outside
        .calls(nonce, (Call call) -> kind == null || call.kind() == kind)
        .filter(asked -> !asked.isOneOf(underWay))
        .toList();
  }

  private static void assertNoneSince(long millis, List<Asked> asked, String what) {
    assertThat(asked).isNotEmpty();
    assertThat(asked).as(what).noneMatch(each -> each.at().toEpochMilli() > millis);
  }

  private void ofRepository(Row task) {
    var prefix = task.nonce() + "-";
    var repositories =
        outside.github().repositories().stream()
            .filter(each -> each.name().matches(prefix + "[0-9a-f]+"))
            .toList();
    assertThat(repositories).as("repositories of " + task.nonce()).hasSize(1);
    var repository = repositories.get(0);
    assertThat(repository.name()).isEqualTo(Outside.repository(task.nonce()));
    assertThat(repository.fullName()).isEqualTo(StandInGithub.LOGIN + "/" + repository.name());
    assertThat(repository.commits()).containsExactly(task.commitSha());
    assertThat(repository.site()).as("site of " + repository.name()).isPresent();
  }

  private void ofCallback(Row task) {
    var callbacks = outside.callbacks(task.nonce());
    assertThat(new HashSet<>(callbacks)).as("callbacks of " + task.nonce()).hasSize(1);
    var callback = callbacks.get(0);
    assertThat(callback.getString("repo_url")).isEqualTo(task.repoUrl());
    assertThat(callback.getString("commit_sha")).isEqualTo(task.commitSha());
    assertThat(callback.getString("pages_url")).isEqualTo(task.pagesUrl());
  }
}
