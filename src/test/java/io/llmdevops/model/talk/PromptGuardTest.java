package io.llmdevops.model.talk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.Secret;
import io.llmdevops.task.Content;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptGuardTest {

  private static final String SECRET = "a-secret-of-the-engine-2741";

  private final PromptGuard guard = new PromptGuard(List.of(new Secret(SECRET)));

  @ParameterizedTest
  @CsvSource({"?id=7, the page ?id=7 holds one", "'', the page holds one"})
  void namesWhatHoldsASecretWhereItHasAName(String address, String said) {
    assertThatThrownBy(() -> guard.check("page", address, Content.utf8("key: " + SECRET)))
        .isInstanceOf(HardStopException.class)
        .hasMessageStartingWith(said);
  }

  @Test
  void tellsNoNameThatIsASecretItself() {
    assertThatThrownBy(() -> guard.check("file", SECRET, Content.utf8(SECRET)))
        .hasMessageStartingWith("the name of one file holds one")
        .hasMessageNotContaining(SECRET);
  }
}
