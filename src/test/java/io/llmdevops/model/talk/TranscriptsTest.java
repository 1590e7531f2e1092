package io.llmdevops.model.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.llmdevops.config.Secret;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Answer.Stop;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.ModelException.Kind;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.Prompt.Turn;
import io.llmdevops.model.ScriptedModel;
import io.llmdevops.task.Content;
import io.llmdevops.task.TaskId;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TranscriptsTest {

  private static final String SECRET = "sk-0123456789abcdef";

  private static Vertx vertx;

  @TempDir Path folder;
  private final TaskId id = TaskId.random();
  private final ScriptedModel model = new ScriptedModel();

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void keepsAndLogsNothingUnlessToldTo() throws Exception {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var level = root.getLevel();
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.TRACE);
    try {
      assertThat(new Transcripts(vertx, Optional.empty(), List.of()).keeping(id, model))
          .isSameAs(model);
      model.says("the words of the answer");
      ask(transcripts(folder).keeping(id, model), "the words of the question");
    } finally {
      root.setLevel(level);
      root.detachAppender(lines);
    }
    assertThat(lines.list)
        .noneMatch(line -> line.getFormattedMessage().contains("the words of the"));
  }

  @Test
  void keepsWhatIsSaidAndHowItEnds() throws Exception {
    model.says("first", Stop.TRUNCATED).fails(Kind.PASSING, "the model is not to be had");
    var kept = transcripts(folder).keeping(id, model);

    var image = new Prompt.Image("image/png", Content.of(new byte[7]));
    var turns =
        List.of(
            new Turn(Prompt.Speaker.USER, "build it", List.of(image)),
            Turn.model("half"),
            Turn.user("go on"));
    var prompt = new Prompt("the system text", turns, limits());
    await(kept.generate(prompt, text -> {}));
    assertThatThrownBy(() -> ask(kept, "again")).isInstanceOf(ModelException.class);

    assertThat(text("1-prompt.txt"))
        .containsSubsequence("the system text", "USER", "build it", "image/png, 7 bytes")
        .containsSubsequence("MODEL", "half", "USER", "go on");
    assertThat(text("1-answer.txt")).startsWith("first\n").contains("TRUNCATED");
    assertThat(text("2-answer.txt")).contains("failed: the model is not to be had");
    assertThat(kept.name()).isEqualTo(model.name());
    assertThat(kept.traits()).isEqualTo(model.traits());
  }

  @Test
  void strikesOutSecretsEvenWhereTheyComeInTwoPieces() throws Exception {
    var heard = new StringBuilder();
    var inPieces = new InPieces(model, "so " + SECRET.substring(0, 7), SECRET.substring(7) + "!");
    var prompt = new Prompt("s", List.of(Turn.user("it is " + SECRET)), limits());
    await(transcripts(folder).keeping(id, inPieces).generate(prompt, heard::append));

    assertThat(heard.toString()).isEqualTo("so " + SECRET + "!");
    assertThat(text("1-prompt.txt")).contains("it is ***").doesNotContain(SECRET);
    assertThat(text("1-answer.txt")).startsWith("so ***!").doesNotContain(SECRET);
  }

  @Test
  void letsOnlyTheOwnerRead() throws Exception {
    model.says("x");
    ask(transcripts(folder).keeping(id, model), "q");

    var task = folder.resolve(id.value());
    assertThat(permissions(task)).isEqualTo("rwx------");
    assertThat(permissions(task.resolve("1-prompt.txt"))).isEqualTo("rw-------");
    assertThat(permissions(task.resolve("1-answer.txt"))).isEqualTo("rw-------");
  }

  @Test
  void countsOnAfterARestart() throws Exception {
    model.says("one").says("two");
    ask(transcripts(folder).keeping(id, model), "q");
    Files.delete(folder.resolve(id.value()).resolve("1-answer.txt"));
    ask(transcripts(folder).keeping(id, model), "q");

    try (var files = Files.list(folder.resolve(id.value()))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("1-prompt.txt", "2-prompt.txt", "2-answer.txt");
    }
  }

  @Test
  void failsNoTaskWhereNothingCanBeWritten() throws Exception {
    var logger = (Logger) LoggerFactory.getLogger(Transcripts.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      var file = Files.writeString(folder.resolve("a file"), "");
      model.says("the answer");
      assertThat(ask(transcripts(file).keeping(id, model), "q")).isEqualTo("the answer");
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> assertThat(line.getLevel()).isEqualTo(Level.WARN))
        .satisfies(line -> assertThat(line.getKeyValuePairs().toString()).contains(id.value()));
  }

  /** Says two pieces in place of one. */
  private record InPieces(Model model, String first, String second) implements Model {
    @Override
    public String name() {
      return model.name();
    }

    @Override
    public Traits traits() {
      return model.traits();
    }

    @Override
    public Future<Answer> generate(Prompt prompt, Handler<String> onText) {
      onText.handle(first);
      return new ScriptedModel().says(second).generate(prompt, onText);
    }
  }

  private static Transcripts transcripts(Path folder) {
    return new Transcripts(vertx, Optional.of(folder), List.of(new Secret(SECRET)));
  }

  private static Prompt.Limits limits() {
    return new Prompt.Limits(10, Duration.ofMinutes(1));
  }

  private static String ask(Model model, String question) throws Exception {
    var text = new StringBuilder();
    await(
        model.generate(new Prompt("stable", List.of(Turn.user(question)), limits()), text::append));
    return text.toString();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(id.value()).resolve(name));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
