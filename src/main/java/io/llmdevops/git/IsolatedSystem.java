package io.llmdevops.git;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * What JGit sees of this machine: no git configuration of the system or the user, no home
 * directory, no {@code GIT_*} variables, and UTC. So the same input gives the same commit on every
 * machine, nobody's configuration is rewritten, and no foreign credentials are found.
 */
final class IsolatedSystem extends SystemReader.Delegate {

  /** libgit2's form: GitHub serves git at a URL without {@code .git} to agents of such a name. */
  private static final String USER_AGENT = "git/2.0 (llm-devops-engine)";

  private static final IsolatedSystem INSTANCE = new IsolatedSystem(SystemReader.getInstance());

  private IsolatedSystem(SystemReader machine) {
    super(machine);
  }

  /** To be called before anything of JGit is used; again does no harm. */
  static void install() {
    if (SystemReader.getInstance() != INSTANCE) {
      SystemReader.setInstance(INSTANCE);
    }
  }

  @Override
  public String getHostname() {
    return "localhost";
  }

  @Override
  public String getenv(String variable) {
    return variable.equals("PATH") ? super.getenv(variable) : null;
  }

  @Override
  public String getProperty(String key) {
    return key.equals("user.home") ? null : super.getProperty(key);
  }

  @Override
  public ZoneOffset getTimeZoneAt(Instant when) {
    return ZoneOffset.UTC;
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Settings(parent, fs);
  }

  @Override
  public Path getXdgConfigDirectory(FS fs) {
    return null;
  }

  @Override
  public Path getXdgCacheDirectory(FS fs) {
    return null;
  }

  /** A configuration that lies nowhere. */
  private static final class Settings extends FileBasedConfig {

    /** Coarser than any file system's; a known one keeps JGit from measuring it by trial files. */
    private static final long FILE_TIME_MILLIS = 20;

    Settings(Config parent, FS fs) {
      super(parent, null, fs);
      setBoolean("core", null, "fsyncRefFiles", true);
      setBoolean("core", null, "fsyncObjectFiles", true);
      setBoolean("core", null, "logAllRefUpdates", false);
      setInt("gc", null, "auto", 0);
      setString("http", null, "followRedirects", "false");
      setString("http", null, "userAgent", USER_AGENT);
      // Version 0 tells the refs in its first answer, version 2 in its second.
      setString("protocol", null, "version", "0");
    }

    @Override
    public void load() {
      // There is nothing to read.
    }

    @Override
    public void save() {
      // And nowhere to write.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long otherwise, TimeUnit unit) {
      return section.equals("filesystem")
          ? unit.convert(FILE_TIME_MILLIS, TimeUnit.MILLISECONDS)
          : super.getTimeUnit(section, subsection, name, otherwise, unit);
    }
  }
}
