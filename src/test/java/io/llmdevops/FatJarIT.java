package io.llmdevops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the fat jar holds of the browser's driver, and what not. */
class FatJarIT {

  private static final Path JAR = Path.of(System.getProperty("engine.jar"));
  private static final long MEGABYTE = 1_000_000;

  @Test
  void isSmallEnoughToBePassedAround() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(64 * MEGABYTE);
  }

  @Test
  void holdsTheDriverAsAFolderThatCanBeWalked() throws IOException {
    assertThat(walk("driver/package"))
        .contains(
            "driver/package/package.json",
            "driver/package/cli.js",
            "driver/package/browsers.json",
            "driver/package/lib/bootstrap.js",
            "driver/package/lib/coreBundle.js",
            "driver/package/lib/utilsBundle.js",
            "driver/package/LICENSE",
            "driver/package/NOTICE");
  }

  @Test
  void leavesOutWhatDrivesNoBrowser() throws IOException {
    assertThat(walk("driver"))
        .noneMatch(file -> file.matches("driver/package/(bin|types|lib/vite|lib/tools)/.*"))
        .noneMatch(file -> file.matches(".*/node(\\.exe)?"));
  }

  private static List<String> walk(String folder) throws IOException {
    try (var jar = FileSystems.newFileSystem(JAR);
        Stream<Path> files = Files.walk(jar.getPath(folder))) {
      return files.map(Path::toString).toList();
    }
  }

  @Test
  void hasAnEntryForEachFolderOfTheDriverSinceClassLoadersFindNoOthers() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("driver/", "driver/package/", "driver/package/lib/");
    }
  }

  @Test
  void findsTheBundleWithANodeThatLiesBesideIt() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path"))
          .matches("driver-bundle-\\d+\\.\\d+\\.\\d+\\.jar");
    }
  }
}
