package io.llmdevops.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AssemblyTest {

  private static final Instant ACCEPTED = Instant.parse("2026-12-31T23:59:59Z");
  private static final Content NEW = Content.utf8("new");

  @Test
  void laysTheVersionOverTheBaseAndKeepsEveryOtherFile() {
    var base = tree("index.html", "old", "kept.txt", "kept", "gone.txt", "gone");

    var assembly =
        assemble(base, List.of(), write("index.html"), new Change.Delete("gone.txt"), write("a/b"));

    assertThat(assembly.files().files())
        .containsEntry("index.html", NEW)
        .containsEntry("kept.txt", Content.utf8("kept"))
        .containsEntry("a/b", NEW)
        .containsOnlyKeys("index.html", "kept.txt", "a/b", "LICENSE", ".nojekyll");
    assertThat(assembly.notes()).isEmpty();
  }

  @Test
  void commitsAnAttachmentByteForByteWhateverTheModelWrites() {
    var attached = attachment("data.bin", new byte[] {0, -1, 13, 10});

    var assembly = assemble(tree("data.bin", "old"), List.of(attached), write("data.bin"));

    assertThat(assembly.files().get("data.bin")).contains(attached.content());
  }

  @Test
  void letsAVersionEditOrDeleteAnAttachment() {
    var attachments = List.of(attachment("edited.py", "a"), attachment("deleted.py", "b"));

    var assembly =
        assemble(
            FileTree.EMPTY,
            attachments,
            new Change.Edit("edited.py", NEW),
            new Change.Delete("deleted.py"));

    assertThat(assembly.files().get("edited.py")).contains(NEW);
    assertThat(assembly.files().get("deleted.py")).isEmpty();
  }

  @Test
  void keepsLicenseAndNoJekyllItsOwn() {
    var attachments = List.of(attachment("license", "mine"), attachment(".nojekyll", "mine"));

    var assembly =
        assemble(
            FileTree.EMPTY,
            attachments,
            write("LICENSE"),
            write("LICENSE/MIT"),
            new Change.Delete(".nojekyll"));

    assertThat(assembly.files().files()).containsOnlyKeys("LICENSE", ".nojekyll");
    assertThat(text(assembly, "LICENSE"))
        .startsWith("MIT License\n\nCopyright (c) 2026 the users of LLM DevOps Engine\n")
        .contains("Permission is hereby granted, free of charge")
        .endsWith("SOFTWARE.\n");
    assertThat(text(assembly, ".nojekyll")).isEmpty();
    assertThat(assembly.notes())
        .containsExactly(
            "the attached license is left out: the engine writes its own",
            "the attached .nojekyll is left out: the engine writes its own");
  }

  @Test
  void takesNoCnameFromARequestOrAVersionButLeavesTheOneThatIsThere() {
    var attachments = List.of(attachment("CNAME", "evil.example"));

    var fresh = assemble(FileTree.EMPTY, attachments, write("cname"), write("CNAME/x"));
    var existing = assemble(tree("CNAME", "own.example"), attachments, new Change.Delete("CNAME"));

    assertThat(fresh.files().files()).containsOnlyKeys("LICENSE", ".nojekyll");
    assertThat(text(existing, "CNAME")).isEqualTo("own.example");
    assertThat(fresh.notes())
        .isEqualTo(existing.notes())
        .containsExactly(
            "the attached CNAME is left out: it would move the site to another domain");
  }

  @Test
  void leavesTheLicenceOfAnEarlierYearAsItIs() {
    var first = assemble(FileTree.EMPTY, List.of());
    var yearsLater = Instant.parse("2031-01-01T00:00:00Z");

    var second =
        Assembly.of(first.files(), List.of(), version(new Change.Delete("LICENSE")), yearsLater);

    assertThat(second.files()).isEqualTo(first.files());
  }

  @Test
  void replacesALicenceThatIsNotTheEngines() {
    var assembly = assemble(tree("LICENSE", "All rights reserved"), List.of());

    assertThat(text(assembly, "LICENSE")).startsWith("MIT License");
  }

  @Test
  void letsTheVersionWinWhereAFileAndAFolderWantTheSamePlace() {
    var base = tree("docs", "a file", "assets/a.css", "a", "assets/b.css", "b");

    var assembly = assemble(base, List.of(), write("docs/index.html"), write("assets"));

    assertThat(assembly.files().files())
        .containsOnlyKeys("docs/index.html", "assets", "LICENSE", ".nojekyll");
  }

  @Test
  void letsTheVersionWinOverAPathThatDiffersOnlyInCase() {
    var assembly = assemble(tree("Readme.MD", "old"), List.of(), write("README.md"));

    assertThat(assembly.files().files()).containsOnlyKeys("README.md", "LICENSE", ".nojekyll");
  }

  @Test
  void letsTheVersionWinOverAPathThatIsOnlyComposedDifferently() {
    var assembly = assemble(tree("u\u0308.txt", "old"), List.of(), write("\u00dc.txt"));

    assertThat(assembly.files().files()).containsOnlyKeys("\u00dc.txt", "LICENSE", ".nojekyll");
  }

  @Test
  void letsAnAttachmentWinOverAFileThatCannotStandBesideIt() {
    var attachments = List.of(attachment("Data", "1"), attachment("x.csv", "2"));

    var assembly =
        assemble(FileTree.EMPTY, attachments, write("data/a.json"), write("X.csv"), write("y"));

    assertThat(assembly.files().files())
        .containsOnlyKeys("Data", "x.csv", "y", "LICENSE", ".nojekyll");
    assertThat(assembly.notes())
        .containsExactly(
            "data/a.json is left out: the attachment Data is in its place",
            "X.csv is left out: the attachment x.csv is in its place");
  }

  @Test
  void givesADeletedAttachmentsPlaceToTheVersion() {
    var assembly =
        assemble(
            FileTree.EMPTY,
            List.of(attachment("data", "1")),
            write("data/a.json"),
            new Change.Delete("data"));

    assertThat(assembly.files().get("data/a.json")).contains(NEW);
    assertThat(assembly.files().get("data")).isEmpty();
  }

  @Test
  @Timeout(10)
  void staysFastWithTensOfThousandsOfFiles() {
    var changes = IntStream.range(0, 30_000).mapToObj(n -> write("files/" + n)).toList();

    var assembly = assemble(FileTree.EMPTY, List.of(), changes.toArray(Change[]::new));

    assertThat(assembly.files().files()).hasSize(30_002);
  }

  private static Assembly assemble(FileTree base, List<Attachment> attached, Change... changes) {
    return Assembly.of(base, attached, version(changes), ACCEPTED);
  }

  private static Version version(Change... changes) {
    return new Version(
        1, "a-model", "", Optional.empty(), Arrays.asList(changes), List.of(), List.of());
  }

  private static Change write(String path) {
    return new Change.Write(path, NEW);
  }

  private static Attachment attachment(String name, String text) {
    return new Attachment(name, "text/plain", Content.utf8(text));
  }

  private static Attachment attachment(String name, byte[] bytes) {
    return new Attachment(name, "application/octet-stream", Content.of(bytes));
  }

  private static String text(Assembly assembly, String path) {
    return assembly.files().get(path).flatMap(Content::text).orElseThrow();
  }

  private static FileTree tree(String... pathsAndTexts) {
    Map<String, Content> files = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], Content.utf8(pathsAndTexts[i + 1]));
    }
    return FileTree.of(files);
  }
}
