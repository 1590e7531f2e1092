package io.llmdevops.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.check.browser.Browser;
import io.llmdevops.config.BrowserConfig;
import io.llmdevops.config.ConfigLoader;
import io.llmdevops.config.ModelConfig;
import io.llmdevops.model.Answer;
import io.llmdevops.model.Chain;
import io.llmdevops.model.Model;
import io.llmdevops.model.ModelException;
import io.llmdevops.model.Prompt;
import io.llmdevops.model.talk.PromptFolder;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DoctorTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanos = new AtomicLong();
  @TempDir Path folder;

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private ConfigLoader.Loaded configured(String... models) {
    return Configured.with(
        Configured.with(folder, new JsonObject()),
        Stream.of(models).map(Configured::model).toList(),
        Optional.empty());
  }

  private Findings examine(ConfigLoader.Loaded loaded, Duration patience, Model... models)
      throws TimeoutException {
    return new Doctor(
            vertx,
            loaded,
            prompts -> {},
            config -> new Chain(List.of(models), 8, System::nanoTime),
            github -> {
              throw new AssertionError("GitHub asked without a token");
            },
            DoctorTest::noBrowser,
            patience,
            nanos::get)
        .examine()
        .await(30, TimeUnit.SECONDS);
  }

  private Findings examine(ConfigLoader.Loaded loaded, Model... models) throws TimeoutException {
    return examine(loaded, Duration.ofSeconds(20), models);
  }

  private static Browser noBrowser(BrowserConfig config) {
    throw new AssertionError("a browser is tried that is not wanted");
  }

  private static List<String> lines(Findings findings) {
    return findings.text().lines().toList();
  }

  @Test
  void saysInAlignedLinesThatAllIsWell() throws TimeoutException {
    var model = AskedModel.saying("quick", "ok", Answer.Stop.COMPLETE);

    var findings = examine(configured("quick"), model);

    assertThat(findings.hasFaults()).isFalse();
    assertThat(lines(findings))
        .contains(
            "configuration  ok     valid; the defaults, then environment",
            "model quick    ok     quick.example:8443 answered in 0.0 s: 21 tokens in, 2 out",
            "API            ok     takes a free port of 127.0.0.1")
        .endsWith("All is well.");
  }

  @Test
  void leavesNothingBehindWhereThereIsNoDataDirectoryYet() throws Exception {
    var findings = examine(configured("quick"), AskedModel.saying("quick", "ok", complete()));

    assertThat(findings.text())
        .contains("the first start will make one and keep it in " + folder.resolve("data/secret"))
        .contains("data is not there yet: the first start will make it");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private static Answer.Stop complete() {
    return Answer.Stop.COMPLETE;
  }

  @Test
  void asksAllModelsAtOnceForLittleAndTellsTheTimeThatEachTook() throws TimeoutException {
    var prompts = new ArrayList<Prompt>();
    var answers = new ArrayList<Promise<Answer>>();
    var models = Stream.of("one", "two").map(name -> waiting(name, prompts, answers));

    var findings = examine(configured("one", "two"), models.toArray(Model[]::new));

    assertThat(prompts).hasSize(2).allMatch(prompt -> prompt.limits().outputTokens() == 64);
    assertThat(lines(findings))
        .anyMatch(line -> line.matches("model one +ok +one.example:8443 answered in 1.5 s: .*"))
        .anyMatch(line -> line.matches("model two +ok +two.example:8443 answered in 1.5 s: .*"));
  }

  /** Answers once both have been asked, a second and a half later. */
  private Model waiting(String name, List<Prompt> prompts, List<Promise<Answer>> answers) {
    return new AskedModel(
        name,
        (prompt, onText) -> {
          onText.handle("ok");
          prompts.add(prompt);
          var answer = Promise.<Answer>promise();
          answers.add(answer);
          if (answers.size() == 2) {
            nanos.addAndGet(1_500_000_000);
            answers.forEach(each -> each.complete(AskedModel.answer(name, complete())));
          }
          return answer.future();
        });
  }

  @ParameterizedTest
  @EnumSource(Answer.Stop.class)
  void takesAnyEndOfAnAnswerForAProofOfTheKey(Answer.Stop stop) throws TimeoutException {
    var findings = examine(configured("odd"), AskedModel.saying("odd", "", stop));

    assertThat(findings.hasFaults()).isFalse();
    assertThat(lines(findings))
        .anyMatch(line -> line.matches("model odd +ok .*the key is accepted all the same\\)"));
  }

  @ParameterizedTest
  @EnumSource(ModelException.Kind.class)
  void saysWhatToDoAboutAFailureOfEachKind(ModelException.Kind kind) throws TimeoutException {
    var failure = new ModelException(kind, "it said no", Optional.empty(), Optional.empty());

    var findings = examine(configured("shut"), AskedModel.failing("shut", failure));

    assertThat(findings.hasFaults()).isTrue();
    assertThat(findings.text())
        .containsPattern("model shut +FAULT +it said no\n +to do: check that ")
        .contains(
            switch (kind) {
              case ACCOUNT -> "the key in KEY_OF_SHUT is one of shut.example:8443's";
              case PASSING -> "shut.example:8443 can be reached from here";
              case REQUEST -> "the provider and base URL belong together";
            })
        .endsWith("There is 1 fault: the engine will not work as it is configured.\n");
  }

  @Test
  void waitsForAModelNoLongerThanItsPatience() throws TimeoutException {
    var silent = new AskedModel("silent", (prompt, onText) -> Promise.<Answer>promise().future());

    var findings = examine(configured("silent"), Duration.ofMillis(80), silent);

    assertThat(findings.text()).containsPattern("model silent +FAULT +no answer within");
  }

  @Test
  void showsNoSecretWhateverAModelSays() throws TimeoutException {
    var settings =
        new JsonObject().put("SECRET", "the-secret-of-all").put("READ_TOKEN", "the-token-to-read");
    var names = List.of("account", "passing", "request", "broken", "thrown");
    var loaded =
        Configured.with(
            Configured.with(folder, settings),
            names.stream().map(Configured::model).toList(),
            Optional.empty());
    var told = "key-of-account key-of-passing key-of-request key-of-broken key-of-thrown";
    var all = told + " the-secret-of-all the-token-to-read\nand\tmore\u2028lines";

    var findings =
        examine(
            loaded,
            AskedModel.failing("account", failure(ModelException.Kind.ACCOUNT, all)),
            AskedModel.failing("passing", failure(ModelException.Kind.PASSING, all)),
            AskedModel.failing("request", failure(ModelException.Kind.REQUEST, all)),
            AskedModel.failing("broken", new IllegalStateException(all)),
            new AskedModel(
                "thrown",
                (prompt, onText) -> {
                  throw new IllegalStateException(all);
                }));

    assertThat(findings.text())
        .doesNotContain(told.split(" "))
        .doesNotContain("the-secret-of-all", "the-token-to-read", "user:word")
        .contains("*** *** *** and more lines");
    assertThat(names).allMatch(name -> findings.text().contains("model " + name));
  }

  private static ModelException failure(ModelException.Kind kind, String message) {
    return new ModelException(kind, message, Optional.empty(), Optional.empty());
  }

  @Test
  void namesTheVariablesOfARealModelWhereItIsSimulated() throws TimeoutException {
    var findings = examine(configured());

    assertThat(findings.hasFaults()).isFalse();
    assertThat(findings.text())
        .containsPattern("model +note +simulated")
        .contains("to do: for a real one set OPENAI_API_KEY");
  }

  @Test
  void asksNobodyWhereTheNodeDoesNotWrite() throws TimeoutException {
    var chain = List.<ModelConfig>of(Configured.model("never"));
    var notify = Configured.with(folder, new JsonObject().put("ROLES", "notification"));

    var findings =
        examine(
            Configured.with(notify, chain, Optional.empty()),
            AskedModel.failing("never", new IllegalStateException("asked all the same")));

    assertThat(findings.hasFaults()).isFalse();
    assertThat(findings.text()).contains("none is asked").doesNotContain("API", "hosting");
  }

  @Test
  void tellsAWeakSecretAndATokenOfItsOwn() throws TimeoutException {
    var settings = new JsonObject().put("SECRET", "short").put("READ_TOKEN", "long-enough-a-token");

    var findings = examine(Configured.with(folder, settings));

    assertThat(findings.hasFaults()).isFalse();
    assertThat(findings.text())
        .containsPattern("secret +note +SECRET is weak")
        .contains("to do: set one of at least 12 characters")
        .containsPattern("secret +ok +READ_TOKEN is set")
        .doesNotContain("short", "long-enough-a-token");
  }

  @Test
  void findsFaultWithPromptsThatCannotBeUsed() throws TimeoutException {
    var loaded =
        Configured.with(
            Configured.with(folder, new JsonObject()),
            List.of(),
            Optional.of(folder.resolve("nowhere")));

    assertThat(examine(loaded).text())
        .containsPattern("prompts +FAULT +there is no folder .*nowhere\n +to do: correct");
  }

  @Test
  void tellsEveryFaultOfAFolderOfPrompts() throws Exception {
    Files.writeString(folder.resolve("build.txt"), "Build it.");
    Files.writeString(folder.resolve("unknown.txt"), "Whatever.");

    assertThat(new PromptsCheck(Optional.of(folder), PromptFolder::check).look())
        .hasSizeGreaterThan(1)
        .allMatch(Finding::isFault)
        .anyMatch(finding -> finding.text().contains("build.txt"))
        .anyMatch(finding -> finding.text().contains("unknown.txt"));
  }

  @Test
  void saysWhichPromptsCountAndNothingWhereNoneAreConfigured() {
    assertThat(new PromptsCheck(Optional.of(folder), PromptFolder::check).look())
        .singleElement()
        .satisfies(finding -> assertThat(finding.isFault()).isFalse())
        .satisfies(finding -> assertThat(finding.text()).contains(folder.toString()));
    assertThat(new PromptsCheck(Optional.empty(), PromptFolder::check).look()).isEmpty();
  }

  @Test
  void failsRatherThanToSayThatAllIsWellWhereNoModelCanBeMade() {
    var doctor =
        new Doctor(
            vertx,
            configured("unmade"),
            prompts -> {},
            config -> {
              throw new IllegalStateException("no model can be made");
            },
            github -> {
              throw new AssertionError("GitHub asked without a token");
            },
            DoctorTest::noBrowser,
            Duration.ofSeconds(20),
            nanos::get);

    assertThat(doctor.examine().map("").otherwise(Throwable::getMessage).await())
        .isEqualTo("no model can be made");
  }
}
