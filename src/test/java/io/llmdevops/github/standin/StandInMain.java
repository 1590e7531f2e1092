package io.llmdevops.github.standin;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The stand-in as a process of its own, to run the engine's jar against it by hand: {@code java -cp
 * target/classes:target/test-classes:… io.llmdevops.github.standin.StandInMain --help}. Prints what
 * the engine needs to be told, then each violation; ends with the process.
 */
@Command(name = "stand-in-github", mixinStandardHelpOptions = true, sortOptions = false)
final class StandInMain implements Callable<Integer> {

  @Option(names = "--scale", description = "how many times faster than GitHub's its time runs")
  private double scale = 1;

  @Option(names = "--quick", description = "nothing takes time, nothing is limited")
  private boolean quick;

  @Option(names = "--creation-ms", description = "until a new repository is found, GitHub's time")
  private long creation = 2_000;

  @Option(names = "--queued-ms", description = "a build or run waits, GitHub's time")
  private long queued = 5_000;

  @Option(names = "--building-ms", description = "a build or run works, GitHub's time")
  private long building = 20_000;

  @Option(names = "--cached-ms", description = "the CDN keeps an answer, GitHub's time")
  private long cached = 600_000;

  @Option(names = "--stale-ms", description = "a site shows its former state, GitHub's time")
  private long stale = 5_000;

  @Option(names = "--api-path", description = "as of an Enterprise Server: /api/v3")
  private String apiPath = "";

  @Option(names = "--conformance", description = "hold all against GitHub's description")
  private boolean conformance;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StandInMain()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var vertx = Vertx.vertx();
    var options = options();
    options = conformance ? options.conformance(Conformance.load()) : options.unjudged();
    var github = StandInGithub.start(vertx, Files.createTempDirectory("stand-in-github"), options);
    System.out.println("GITHUB_API_URL=" + github.apiUrl());
    System.out.println("GITHUB_TOKEN=" + github.token());
    System.out.println(
        "# git at " + github.gitUrl() + ", sites at " + github.pagesUrl(StandInGithub.LOGIN));
    var judge = options.conformance();
    var told = new int[2];
    vertx.setPeriodic(
        1_000,
        tick -> {
          var violations = github.journal().violations();
          for (; told[0] < violations.size(); told[0]++) {
            System.out.println("# " + violations.get(told[0]));
          }
          judge.ifPresent(
              each -> {
                for (; told[1] < each.faults().size(); told[1]++) {
                  System.out.println("# " + each.faults().get(told[1]));
                }
              });
        });
    new CountDownLatch(1).await();
    return 0;
  }

  private Options options() {
    var base = (quick ? Options.quick() : Options.usual(scale)).apiPath(apiPath);
    return quick
        ? base
        : base.delays(
            base.delays()
                .creation(Duration.ofMillis(creation))
                .builds(Duration.ofMillis(queued), Duration.ofMillis(building))
                .cdn(Duration.ofMillis(cached), Duration.ofMillis(stale)));
  }
}
