package io.llmdevops.pages;

import io.llmdevops.task.PathPart;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request's path, decoded once and known not to lead anywhere else.
 *
 * @param site the first part: a repository's name
 * @param file the rest, without the slash before it; empty or ending in a slash for a folder;
 *     absent where there is no slash after the site
 */
public record SitePath(String site, Optional<String> file) {

  /** Answers, with status 404, where there is no other file. */
  public static final String NOT_FOUND = "404.html";

  private static final String INDEX = "index.html";

  /** Slash, backslash and NUL have no business in a part of a path. */
  private static final Pattern HIDDEN = Pattern.compile("%(2f|5c|00)", Pattern.CASE_INSENSITIVE);

  /** What is still encoded after decoding was encoded twice. */
  private static final Pattern TWICE = Pattern.compile("%(2e|2f|5c|00)", Pattern.CASE_INSENSITIVE);

  /**
   * The path as it stands in the request line, or nothing where it tries to leave its site, names
   * {@code .git}, or is not a path at all.
   */
  public static Optional<SitePath> parse(String raw) {
    if (raw == null || !raw.startsWith("/") || HIDDEN.matcher(raw).find()) {
      return Optional.empty();
    }
    return decoded(raw.substring(1))
        .filter(path -> path.indexOf('\\') < 0 && !TWICE.matcher(path).find())
        .filter(
            path ->
                Arrays.stream(path.split("/")).map(PathPart::new).noneMatch(SitePath::isForbidden))
        .map(path -> path.split("/", 2))
        .map(
            parts ->
                new SitePath(parts[0], Optional.ofNullable(parts.length > 1 ? parts[1] : null)));
  }

  /**
   * The files that may answer, the first one that there is; none where the folder's slash is
   * missing.
   */
  public Stream<String> candidates() {
    return file.stream().flatMap(SitePath::candidates);
  }

  private static Stream<String> candidates(String asked) {
    return asked.isEmpty() || asked.endsWith("/")
        ? Stream.of(asked + INDEX)
        : Stream.of(asked, asked + ".html");
  }

  private static Optional<String> decoded(String raw) {
    try {
      // A plus sign is itself in a path (RFC 3986); it means a blank in forms only.
      return Optional.of(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isForbidden(PathPart part) {
    return part.isRelative() || part.isGit() || part.hasControls();
  }
}
