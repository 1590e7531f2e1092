package io.llmdevops.check.browser.chromium;

import io.llmdevops.task.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says in one line why a browser did not start, and where it is known what to do about it. */
final class StartFailure {

  private static final int LONGEST = 300;

  /** Chromium's own words: {@code sandbox/linux} and {@code content/browser} in its source. */
  private static final Pattern SANDBOX =
      Pattern.compile(
          "no usable sandbox|sandboxing failed|without --no-sandbox|suid sandbox|setuid sandbox|namespace.*(permitted|denied)");

  private static final Pattern TELLING =
      Pattern.compile("(?m)^.*(SyntaxError|Error:|error while loading|cannot open|FATAL).*$");

  private StartFailure() {}

  /**
   * @param stderr what Node.js wrote, if it came to that
   */
  static String reason(Exception failure, Path stderr) {
    var words = failure.getMessage() + "\n" + read(stderr);
    if (SANDBOX.matcher(words.toLowerCase(Locale.ROOT)).find()) {
      return "it cannot confine itself on this machine; allow it user namespaces, or set"
          + " BROWSER_SANDBOX=false (only inside a container that confines it)";
    }
    var telling = TELLING.matcher(words);
    return OneLine.of(telling.find() ? telling.group() : words, LONGEST);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException unreadable) {
      return "";
    }
  }
}
