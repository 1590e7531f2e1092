package io.llmdevops.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.TaskState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierTest {

  @Test
  void theStatesThatHoldNothingBackAreThoseThatClearTheRepository() {
    var named = Pattern.compile("'(\\w+)'").matcher(Earlier.HOLDS_BACK).results();

    assertThat(named.map(state -> state.group(1)))
        .containsExactlyElementsOf(
            Stream.of(TaskState.values())
                .filter(TaskState::clearsRepository)
                .map(TaskState::wire)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/db/sqlite/V1__tasks.sql", "/db/postgresql/V1__engine.sql"})
  void theIndexIsOfTheSameWords(String migration) throws IOException {
    try (var sql = EarlierTest.class.getResourceAsStream(migration)) {
      assertThat(new String(sql.readAllBytes(), StandardCharsets.UTF_8))
          .contains(
              "create index task_under_way on task (repository_key, seq)\n  where "
                  + Earlier.HOLDS_BACK
                  + ";");
    }
  }
}
