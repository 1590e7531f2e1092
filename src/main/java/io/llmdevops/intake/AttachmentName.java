package io.llmdevops.intake;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be the name of a file that is committed under it, and checked out anywhere. */
final class AttachmentName {

  private static final int MAX_BYTES = 255;

  // https://learn.microsoft.com/windows/win32/fileio/naming-a-file
  private static final Pattern DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])");

  // The characters that HFS+ ignores in names, as git's own protection lists them (utf8.c).
  private static final Pattern IGNORED_BY_HFS =
      Pattern.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]");

  private static final Pattern GIT = Pattern.compile("(?i)\\.git([. ]*|:.*)|git~1[. ]*");
  private static final Set<String> FOLDERS = Set.of(".", "..");

  private AttachmentName() {}

  /** Why this may not be a name, for the client; empty where it may. */
  static Optional<String> fault(String name) {
    if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("must have 1 to " + MAX_BYTES + " bytes in UTF-8");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("must not hold control characters");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      return Optional.of("must be a plain file name, without a separator");
    }
    if (FOLDERS.contains(name) || GIT.matcher(visible(name)).matches()) {
      return Optional.of("must not be ., .. or .git");
    }
    return isDevice(name)
        ? Optional.of("must not be the name of a Windows device")
        : Optional.empty();
  }

  /** Equal for two names that differ only in case. */
  static String folded(String name) {
    // Both ways, since some letters have more lower-case than upper-case forms.
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static String visible(String name) {
    return IGNORED_BY_HFS.matcher(name).replaceAll("");
  }

  private static boolean isDevice(String name) {
    var dot = name.indexOf('.');
    var stem = dot < 0 ? name : name.substring(0, dot);
    return DEVICE.matcher(stem.stripTrailing().toUpperCase(Locale.ROOT)).matches();
  }
}
