package io.llmdevops.github.standin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * npm's {@code @octokit/openapi}: GitHub's published description of its API. Of the package only
 * the one file is kept, below {@code target}; the rest is 400 MB.
 */
final class ApiPackage {

  private static final String VERSION = "23.0.2";
  private static final String FILE = "package/generated/api.github.com.json";
  private static final Path HOME = Path.of("target", "octokit-openapi-" + VERSION).toAbsolutePath();
  private static final int SECONDS = 120;

  private ApiPackage() {}

  /** The description; fetched first where it is not there yet. Skips the test without npm. */
  static synchronized Path file() throws IOException, InterruptedException {
    var file = HOME.resolve("api.github.com.json");
    if (Files.isRegularFile(file)) {
      return file;
    }
    assumeTrue(isInstalled("npm") && isInstalled("tar"), "npm or tar is not installed");
    Files.createDirectories(HOME);
    var archive = HOME.resolve("octokit-openapi-" + VERSION + ".tgz");
    run(List.of("npm", "pack", "--silent", "--prefer-offline", "@octokit/openapi@" + VERSION));
    run(List.of("tar", "-xzf", archive.toString(), FILE));
    keepWhatIsUsed(HOME.resolve(FILE));
    Files.move(HOME.resolve(FILE), file, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(HOME.resolve(FILE).getParent());
    Files.delete(HOME.resolve("package"));
    Files.delete(archive);
    return file;
  }

  /** Events and examples are half of it, and every later start would read them. */
  private static void keepWhatIsUsed(Path file) throws IOException {
    var whole = new JsonObject(Files.readString(file));
    var components = whole.getJsonObject("components");
    components.remove("examples");
    var kept =
        new JsonObject().put("paths", whole.getJsonObject("paths")).put("components", components);
    Files.writeString(file, kept.encode());
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    var log = HOME.resolve("fetch.log");
    var process =
        new ProcessBuilder(command)
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(command + " has failed:\n" + Files.readString(log));
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
