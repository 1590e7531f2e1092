package io.llmdevops.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jgit.util.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the whole flow: starts an engine of its own, sends it briefs and proves the results. */
@Command(
    name = "demo",
    description = {
      "Starts the engine on its defaults, sends it a bundled brief and then a second round,",
      "follows both live and checks that page, repository and callback agree."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  private static final int DISAGREES = 1;

  @Parameters(
      paramLabel = "FILE",
      description =
          "Request files to send instead, in this order. Secret, nonce and callback address are"
              + " replaced by the demo's own.")
  private List<Path> files = List.of();

  @Option(names = "--keep", description = "Go on serving the pages until interrupted.")
  private boolean keep;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Work in this folder; otherwise in a temporary one.")
  private Path dataDir;

  @Override
  public Integer call() throws IOException {
    var folder = dataDir == null ? Files.createTempDirectory("llm-devops-demo") : dataDir;
    try (var engine = DemoEngine.start(folder)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> putAway(engine, folder), "shutdown"));
      var pictures = new DemoPictures(folder, keep || dataDir != null);
      for (var request : requests()) {
        new DemoRound(engine, pictures, System.out).play(request);
      }
      System.out.println("Everything agrees.");
      serveOn();
      return 0;
    } catch (DemoFailure e) {
      System.out.flush();
      System.err.println("The demo failed: " + e.getMessage());
      return DISAGREES;
    } finally {
      deleteTemporary(folder);
    }
  }

  private List<DemoRequest> requests() {
    if (files.isEmpty()) {
      return List.of(DemoRequest.bundled("round1.json"), DemoRequest.bundled("round2.json"));
    }
    var requests = new ArrayList<DemoRequest>();
    files.forEach(file -> requests.add(DemoRequest.read(file)));
    return requests;
  }

  private void serveOn() {
    if (!keep) {
      return;
    }
    System.out.println("Serving on; end with Ctrl-C.");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ctrl-C comes at any moment, and runs nothing of {@link #call} to its end. */
  private void putAway(DemoEngine engine, Path folder) {
    try {
      engine.close();
    } finally {
      deleteTemporary(folder);
    }
  }

  private void deleteTemporary(Path folder) {
    if (dataDir != null) {
      return;
    }
    try {
      FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    } catch (IOException e) {
      System.err.println("The folder " + folder + " is left behind: " + e.getMessage());
    }
  }
}
