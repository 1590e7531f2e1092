package io.llmdevops.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.task.CheckResult;
import io.llmdevops.task.CheckResult.Verdict;
import io.llmdevops.task.Content;
import io.llmdevops.task.Fact;
import io.llmdevops.task.Picture;
import io.llmdevops.task.TaskId;
import io.llmdevops.task.TaskState;
import io.llmdevops.task.Version;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreenshotTest {

  /** No well-formed text, so that nothing can have read it as such on its way. */
  private static final byte[] BYTES = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff, (byte) 0xfe};

  private final RealStore store = new RealStore();
  private final RunningIntake intake = new RunningIntake(store.door);

  @BeforeEach
  void openStore(@TempDir Path dataDir) throws SQLException {
    store.open(intake.vertx, dataDir);
  }

  @AfterEach
  void closeStore() throws SQLException {
    store.close();
  }

  @AfterAll
  void stop() {
    intake.close();
  }

  private TaskId pictured(String mediaType) {
    var id = store.accept(Requests.full());
    store.advance(TaskState.GENERATED, new Fact.VersionWritten(version()));
    store.record(store.claim(), picture(mediaType));
    return id;
  }

  private static Version version() {
    return new Version(1, "m", "", Optional.empty(), List.of(), List.of(), List.of());
  }

  private static Fact picture(String mediaType) {
    return new Fact.Pictured(1, new Picture(mediaType, Content.of(BYTES)));
  }

  private static String path(TaskId id) {
    return "/tasks/" + id + "/screenshot";
  }

  private HttpRequest.Builder request(TaskId id) {
    return HttpRequest.newBuilder(intake.uri(path(id)))
        .header("Authorization", "Bearer " + Requests.READ_TOKEN.reveal());
  }

  private HttpResponse<byte[]> fetch(TaskId id) throws IOException, InterruptedException {
    intake.send(request(id));
    return intake.client.send(request(id).build(), BodyHandlers.ofByteArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "image/jpeg"})
  void showsThePictureAsItWasTaken(String mediaType) throws Exception {
    var answer = fetch(pictured(mediaType));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(BYTES);
    assertThat(header(answer, "Content-Type")).isEqualTo(mediaType);
    assertThat(header(answer, "Content-Length")).isEqualTo("7");
  }

  @Test
  void letsNobodyKeepItOrTakeItForAnythingElse() throws Exception {
    var answer = fetch(pictured("image/png"));

    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none'");
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/svg+xml", "text/html", "image/png; x=y", "IMAGE/PNG", ""})
  void showsNothingThatMightRun(String mediaType) {
    var answer = intake.read(path(pictured(mediaType)));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(detail(answer)).startsWith("there is no picture");
  }

  @Test
  void answersHeadWithoutThePicture() {
    var id = pictured("image/png");
    var head = intake.send(request(id).method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Type")).isEqualTo("image/png");
    assertThat(header(head, "Content-Length")).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void takesNoOtherMethods(String method) {
    var answer =
        intake.send(request(pictured("image/png")).method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer x", "Bearer open-sesame-4711"})
  void showsNothingWithoutTheReadToken(String authorization) {
    var id = pictured("image/png");
    for (var path : List.of(path(id), path(TaskId.random()), "/tasks/7/screenshot")) {
      var request = HttpRequest.newBuilder(intake.uri(path));
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }

      assertThat(intake.send(request).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"019a0000-0000-4000-8000-000000000002", "7", "%F0%9F%98%80"})
  void knowsNoOtherTasks(String id) {
    pictured("image/png");

    var answer = intake.read("/tasks/" + id + "/screenshot");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(detail(answer)).isEqualTo("there is no such task");
  }

  @Test
  void saysThatNobodyHasLookedYet() {
    var id = store.accept(Requests.full());
    store.advance(TaskState.GENERATED, new Fact.VersionWritten(version()));

    assertThat(detail(intake.read(path(id))))
        .isEqualTo("there is no picture yet: the page has not been looked at");
  }

  @Test
  void saysThatTheTaskEndedBefore() {
    var id = store.accept(Requests.full());
    store.advance(TaskState.FAILED);

    assertThat(detail(intake.read(path(id))))
        .isEqualTo("there is no picture: the task ended before its page was looked at");
  }

  @Test
  void saysThatItWasCheckedWithoutABrowser() {
    var id = store.accept(Requests.full());
    store.advance(TaskState.GENERATED, new Fact.VersionWritten(version()));
    var results = List.of(new CheckResult("c", Verdict.NOT_JUDGED, "no browser", ""));
    store.advance(TaskState.CHECKED, new Fact.VersionChecked(1, results));

    assertThat(detail(intake.read(path(id))))
        .isEqualTo(
            "there is no picture: no browser has shown the page; the checks of the task's versions"
                + " say why");
  }

  private static String detail(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("detail");
  }

  @Test
  void saysWhenTheStoreDoesNotAnswer() {
    var id = pictured("image/png");
    store.openDoorAfter(Future.failedFuture(new IllegalStateException("SQL")));

    var answer = intake.read(path(id));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("SQL");
  }
}
