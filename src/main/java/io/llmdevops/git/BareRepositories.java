package io.llmdevops.git;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;

/**
 * A folder of bare repositories, {@code <name>.git} each. Blocking. One process at a time may write
 * here.
 */
public final class BareRepositories {

  static {
    IsolatedSystem.install();
  }

  /** What a name looks like; anything else is not looked for. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,127}");

  private static final String UNFINISHED = ".new";
  private static final Instant STARTED = Instant.now();

  private final Path root;

  public BareRepositories(Path root) {
    this.root = root;
  }

  /**
   * Removes what a killed process had begun to create or to remove. To be called once, before any
   * creation.
   */
  public void removeUnfinished() throws IOException {
    FileUtils.delete(
        root.resolve(UNFINISHED).toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
  }

  /** The repository of that name, if there is one; to be closed by the caller. */
  public Optional<FileRepository> open(String name) throws IOException {
    if (!NAME.matcher(name).matches() || !Files.isRegularFile(folder(name).resolve("HEAD"))) {
      return Optional.empty();
    }
    var builder = new FileRepositoryBuilder().setGitDir(folder(name).toFile()).setBare();
    return Optional.of((FileRepository) builder.build());
  }

  /**
   * The repository of that name, an empty one where there was none; to be closed by the caller. It
   * appears whole or not at all.
   *
   * @throws IllegalArgumentException where the name is not one of ours
   */
  public FileRepository openOrCreate(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a repository's name: " + name);
    }
    if (!exists(name)) {
      create(name);
    }
    return require(name);
  }

  /**
   * The repository of that name; to be closed by the caller.
   *
   * @throws IOException where there is none
   */
  public FileRepository require(String name) throws IOException {
    return open(name).orElseThrow(() -> new IOException("no repository " + name));
  }

  /** Something lies under that name, a repository or not. */
  public boolean exists(String name) {
    return Files.exists(folder(name));
  }

  /** Removes the locks and half-written packs that a killed process has left in a repository. */
  public void removeLeftovers(FileRepository repository) throws IOException {
    var folder = repository.getDirectory().toPath();
    for (var place : List.of("", "refs/heads", "objects", "objects/pack")) {
      try (var files =
          Files.newDirectoryStream(folder.resolve(place), BareRepositories::isLeftover)) {
        for (var file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Notes that a repository is of use. */
  public void markUsed(FileRepository repository) throws IOException {
    Files.setLastModifiedTime(repository.getDirectory().toPath(), FileTime.from(Instant.now()));
  }

  /**
   * Removes the repository of that name, at once as a whole, unless it was marked as used later
   * than that; nobody may be using it.
   *
   * @return whether there was one to remove
   */
  public boolean removeUnlessUsed(String name, Instant since) throws IOException {
    if (!exists(name) || Files.getLastModifiedTime(folder(name)).toInstant().isAfter(since)) {
      return false;
    }
    Files.createDirectories(root.resolve(UNFINISHED));
    var removed = Files.createTempDirectory(root.resolve(UNFINISHED), name).resolve("removed");
    Files.move(folder(name), removed, StandardCopyOption.ATOMIC_MOVE);
    FileUtils.delete(removed.getParent().toFile(), FileUtils.RECURSIVE);
    return true;
  }

  private static boolean isLeftover(Path file) throws IOException {
    var name = file.getFileName().toString();
    // JGit's names: LockFile's suffix, PackInserter's prefix, ObjectDirectoryPackParser's prefix.
    return (name.endsWith(".lock") || name.startsWith("insert_") || name.startsWith("incoming_"))
        && Files.getLastModifiedTime(file).toInstant().isBefore(STARTED);
  }

  private void create(String name) throws IOException {
    Files.createDirectories(root.resolve(UNFINISHED));
    var unfinished = Files.createTempDirectory(root.resolve(UNFINISHED), name);
    Files.createDirectories(unfinished.resolve("objects/pack"));
    Files.createDirectories(unfinished.resolve("refs/heads"));
    Files.writeString(unfinished.resolve("HEAD"), "ref: " + History.MAIN + "\n");
    Files.writeString(
        unfinished.resolve("config"),
        "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n");
    Disk.force(unfinished.resolve("HEAD"), unfinished.resolve("config"));
    Disk.force(unfinished.resolve("objects"), unfinished.resolve("refs"), unfinished);
    try {
      Files.move(unfinished, folder(name), StandardCopyOption.ATOMIC_MOVE);
      Disk.force(root);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException createdMeanwhile) {
      FileUtils.delete(unfinished.toFile(), FileUtils.RECURSIVE);
    }
  }

  private Path folder(String name) {
    return root.resolve(name + ".git");
  }
}
