package io.llmdevops.task;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * One name in a path of a repository, of a file or a folder, and what speaks against it: whatever
 * is committed will be checked out on other machines, whose file systems read names in ways of
 * their own. Each user decides which of this it refuses, and in what words.
 *
 * @param name without slashes
 */
public record PathPart(String name) {

  /** What one part may have in UTF-8, as NAME_MAX of Linux, and so of most file systems. */
  public static final int MAX_BYTES = 255;

  /**
   * What HFS+ passes over in names: {@code next_hfs_char} in git's {@code utf8.c}, for {@code
   * core.protectHFS}.
   */
  private static final Pattern IGNORED_BY_HFS =
      Pattern.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]");

  /**
   * In any case, as {@code verify_path} in git's {@code read-cache.c} has it; with what NTFS takes
   * for the same: its short name, dots and blanks at the end, a stream of it after a colon ({@code
   * is_ntfs_dotgit} in git's {@code path.c}, for {@code core.protectNTFS}).
   */
  private static final Pattern GIT = Pattern.compile("(?is)(\\.git|git~1)[. ]*(:.*)?");

  /**
   * Microsoft, "Naming Files, Paths, and Namespaces"; the two consoles are in "Console Handles".
   */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])");

  private static final Pattern AFTER_A_DEVICE = Pattern.compile("[.:]");

  /** Whether this is the folder itself or the one above it. */
  public boolean isRelative() {
    return name.equals(".") || name.equals("..");
  }

  /** Whether some file system takes this for git's own folder. */
  public boolean isGit() {
    return GIT.matcher(IGNORED_BY_HFS.matcher(name).replaceAll("")).matches();
  }

  /** Whether Windows takes this for a device: with any extension, and with blanks before that. */
  public boolean isWindowsDevice() {
    var stem = AFTER_A_DEVICE.split(name, 2)[0].stripTrailing();
    return DEVICE.matcher(folded(stem)).matches();
  }

  /** Whether a control character is in it, of ASCII or of Latin-1. */
  public boolean hasControls() {
    return name.chars().anyMatch(Character::isISOControl);
  }

  /** Whether it has more than {@link #MAX_BYTES}. */
  public boolean isTooLong() {
    return name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  /**
   * Equal for two paths, of one part or of many, that differ only in case or in how letters are put
   * together. Letter by letter, so that {@code straße} and {@code strasse} stay two (they are on
   * Windows, Linux and GitHub). A folder's path stays the beginning of those below it.
   */
  public static String folded(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC)
        .codePoints()
        // Both ways, since some letters have more lower-case than upper-case forms.
        .map(letter -> Character.toLowerCase(Character.toUpperCase(letter)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
