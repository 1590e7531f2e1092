package io.llmdevops.check.browser.chromium;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The half of Playwright that is JavaScript, as it lies on the class path, and the Node.js that may
 * come with it. The layout is that of {@code com.microsoft.playwright:driver} and {@code
 * driver-bundle} from 1.62 on.
 */
final class DriverPackage {

  private static final String ROOT = "driver/package";

  /** What driving a browser takes; the rest of the package shows traces and installs browsers. */
  private static final List<String> NEEDED = List.of("cli.js", "package.json", "browsers.json");

  private DriverPackage() {}

  /** The Node.js on the class path for this machine. */
  static Optional<URL> bundledNode() {
    var name = BrowserFinder.isWindows() ? "node.exe" : "node";
    return Optional.ofNullable(resource("driver/" + platform() + "/" + name));
  }

  /** Writes the package into a folder, from where {@code cli.js} can be run. */
  static void extract(Path folder) throws IOException {
    var root = resource(ROOT);
    if (root == null) {
      throw new IOException(ROOT + " is not on the class path");
    }
    if (root.openConnection() instanceof JarURLConnection jar) {
      try (var files = FileSystems.newFileSystem(path(jar.getJarFileURL()))) {
        copy(files.getPath("/", jar.getEntryName()), folder);
      }
    } else {
      copy(path(root), folder);
    }
  }

  /** Writes the Node.js of the class path into a folder. */
  static Path extractNode(Path folder) throws IOException {
    var source = bundledNode().orElseThrow(() -> new IOException("no Node.js on the class path"));
    var target = folder.resolve(BrowserFinder.isWindows() ? "node.exe" : "node");
    try (var bytes = source.openStream()) {
      Files.copy(bytes, target);
    }
    if (!target.toFile().setExecutable(true)) {
      throw new IOException(target + " cannot be made executable");
    }
    return target;
  }

  private static void copy(Path root, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = root.relativize(file).toString().replace('\\', '/');
        if (isNeeded(name)) {
          var target = folder.resolve(name);
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
  }

  private static boolean isNeeded(String name) {
    return NEEDED.contains(name)
        || name.startsWith("lib/") && !name.startsWith("lib/vite/") && !name.endsWith(".LICENSE");
  }

  private static URL resource(String name) {
    return DriverPackage.class.getClassLoader().getResource(name);
  }

  private static Path path(URL file) throws IOException {
    try {
      return Path.of(new URI(file.toString()));
    } catch (URISyntaxException malformed) {
      throw new IOException(file + " is not a file", malformed);
    }
  }

  private static String platform() {
    var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var arm = System.getProperty("os.arch").equals("aarch64");
    if (system.contains("windows")) {
      return "win32_x64";
    }
    if (system.contains("mac")) {
      return arm ? "mac-arm64" : "mac";
    }
    return arm ? "linux-arm64" : "linux";
  }
}
