package io.llmdevops.github.standin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmdevops.Npm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * npm's {@code @octokit/openapi}: GitHub's published description of its API. Of the package only
 * the one file is kept, below {@code target}; the rest is 400 MB.
 */
final class ApiPackage {

  private static final String VERSION = "23.0.2";
  private static final String FILE = "package/generated/api.github.com.json";

  private ApiPackage() {}

  /** The description; fetched first where it is not there yet. Skips the test without npm. */
  static Path file() throws IOException, InterruptedException {
    var npm = Npm.below("octokit-openapi-" + VERSION);
    return npm.alone(() -> fetched(npm));
  }

  private static Path fetched(Npm npm) throws IOException, InterruptedException {
    var file = npm.home().resolve("api.github.com.json");
    if (Files.isRegularFile(file)) {
      return file;
    }
    assumeTrue(Npm.isInstalled("npm") && Npm.isInstalled("tar"), "npm or tar is not installed");
    var archive = npm.home().resolve("octokit-openapi-" + VERSION + ".tgz");
    npm.run("npm", "pack", "--silent", "--prefer-offline", "@octokit/openapi@" + VERSION);
    npm.run("tar", "-xzf", archive.toString(), FILE);
    var extracted = npm.home().resolve(FILE);
    keepWhatIsUsed(extracted);
    Files.move(extracted, file, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(extracted.getParent());
    Files.delete(npm.home().resolve("package"));
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
}
