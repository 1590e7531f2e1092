package io.llmdevops.llm;

import io.llmdevops.task.PathPart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path inside a repository, with slashes and without anything that would lead out of it or that
 * some file system could not hold.
 *
 * @param value normalised
 */
record RepositoryPath(String value) {

  /** A path that is not allowed; the message says why, for a person. */
  static final class BadPathException extends Exception {
    private BadPathException(String reason) {
      super(reason);
    }
  }

  private static final int MAX_BYTES = 1_024;
  private static final Pattern DOTS = Pattern.compile("[. ]*");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  /** Variation selectors, fillers and joiners that take no room but are no format characters. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F"
              + "\\u3164\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]");

  /**
   * @throws BadPathException where the path must not be written
   */
  static RepositoryPath of(String raw) throws BadPathException {
    var path = raw.strip();
    refuse(path.isEmpty(), "the path is empty");
    refuse(path.startsWith("/"), "the path is absolute");
    refuse(DRIVE.matcher(path).matches(), "the path names a drive");
    refuse(path.indexOf('\\') >= 0, "the path holds a backslash");
    refuse(INVISIBLE.matcher(raw).find(), "the path holds a control or invisible character");
    refuse(path.endsWith("/"), "the path names a folder");
    var parts = parts(path);
    refuse(parts.isEmpty(), "the path is empty");
    var normal = String.join("/", parts);
    refuse(bytes(normal) > MAX_BYTES, "the path is longer than " + MAX_BYTES + " bytes");
    return new RepositoryPath(normal);
  }

  private static List<String> parts(String path) throws BadPathException {
    var result = new ArrayList<String>();
    for (var part : path.split("/")) {
      if (!part.isEmpty() && !part.equals(".")) {
        check(part);
        result.add(part);
      }
    }
    return result;
  }

  private static void check(String name) throws BadPathException {
    var part = new PathPart(name);
    // Windows drops dots and blanks at a name's end, so these might be two dots to it.
    refuse(DOTS.matcher(name).matches(), "the path leads out of the repository");
    refuse(part.isGit(), "the path names .git");
    refuse(part.isWindowsDevice(), "the path names a Windows device");
    refuse(part.isTooLong(), "a part of the path is longer than " + PathPart.MAX_BYTES + " bytes");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void refuse(boolean bad, String reason) throws BadPathException {
    if (bad) {
      throw new BadPathException(reason);
    }
  }
}
