package io.llmdevops.llm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmdevops.config.Secret;
import io.llmdevops.model.DataBlock;
import io.llmdevops.model.Model.Traits;
import io.llmdevops.model.talk.HardStopException;
import io.llmdevops.model.talk.PromptGuard;
import io.llmdevops.task.Attachment;
import io.llmdevops.task.Check;
import io.llmdevops.task.Content;
import io.llmdevops.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptGuardTest {

  private static final String KEY = "sk-proj-0123456789abcdef";
  private static final Traits TRAITS = new Traits(true, 200_000, 8_000, Optional.empty());

  private final PromptGuard guard = new PromptGuard(List.of(new Secret("x"), new Secret(KEY)));

  @Test
  void letsOrdinaryTasksPass() {
    assertThatCode(
            () ->
                check(Requests.of(1, "x sk-proj-", Requests.attachment("a.csv", "text/csv", "x"))))
        .doesNotThrowAnyException();
  }

  @Test
  void namesTheBlockAndNotTheSecret() {
    assertRefused(Requests.of(1, "Use " + KEY + " please"), "the brief");
    assertRefused(withCheck("js: key === '" + KEY + "'"), "a check");
    assertRefused(
        Requests.of(1, "b", Requests.attachment("data.csv", "text/csv", "a," + KEY)),
        "the attachment data.csv");
    assertRefused(
        Requests.of(1, "b", Requests.attachment(KEY + ".csv", "text/csv", "a")),
        "the name of one attachment");
  }

  @Test
  void searchesAttachmentsToTheirEndsInAnyCommonEncoding() {
    var base64 =
        Base64.getEncoder().encodeToString(("key=" + KEY).getBytes(StandardCharsets.UTF_8));
    assertRefused(
        Requests.of(
            1, "b", Requests.attachment("a.csv", "text/csv", "1,2\n".repeat(99_999) + base64)),
        "the attachment a.csv");
    var bytes = ("\0\u00ff" + KEY).getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(
        Requests.of(1, "b", new Attachment("a.bin", "image/png", Content.of(bytes))),
        "the attachment a.bin");
  }

  @Test
  void searchesTheFilesThatAreThere() {
    var situation = Requests.on(Requests.files(Map.of("app.js", KEY)), Requests.of(2, "b"));
    assertThatThrownBy(() -> check(situation))
        .isInstanceOf(HardStopException.class)
        .hasMessage(message("the file app.js"));
  }

  @Test
  void searchesWhatIsSentAfterwards() {
    var about = Map.of("path", "app.js", "reason", "no match");
    assertThatThrownBy(() -> guard.check(List.of(new DataBlock("failed_edit", about, KEY))))
        .isInstanceOf(HardStopException.class)
        .hasMessage(message("the failed edit app.js"));
    var check = Map.of("check", "js: '" + KEY + "'", "reason", "it threw");
    assertThatThrownBy(() -> guard.check(List.of(new DataBlock("failed_check", check, ""))))
        .isInstanceOf(HardStopException.class)
        .hasMessage(message("a failed check"));
  }

  private void assertRefused(TaskRequest request, String label) {
    assertThatThrownBy(() -> check(request))
        .isInstanceOf(HardStopException.class)
        .hasMessage(message(label));
  }

  private void check(TaskRequest request) {
    check(Requests.first(request));
  }

  private void check(Situation situation) {
    guard.check(PromptData.of(situation, TRAITS).blocks());
    situation.showAllTo(guard);
  }

  private static String message(String label) {
    return label + " holds one of this engine's own secrets; nothing was sent to a model";
  }

  private static TaskRequest withCheck(String text) {
    var request = Requests.of(1, "b");
    return new TaskRequest(
        request.email(),
        request.task(),
        request.round(),
        request.nonce(),
        request.brief(),
        List.of(new Check.Statement(text)),
        request.evaluationUrl(),
        List.of());
  }
}
