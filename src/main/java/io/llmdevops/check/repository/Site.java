package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Texts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of a repository as GitHub Pages serves them, and this engine's own hosting: under
 * {@code /<repository>/}, a folder by its index.html (asked for without its slash, by way of a
 * redirect), and {@code about} by about.html where there is no such file; but {@code about/} only
 * where there is such a folder. GitHub documents little of this; it has been measured, for instance
 * in "Trailing Slash Guide" (github.com/slorber/trailing-slash-guide).
 */
final class Site {

  private static final String FROM_ROOT =
      "starts at the server's root, but the site lies in a folder there; write it relative,"
          + " without the slash in front";

  private static final String INDEX = "index.html";

  /** An encoded slash, backslash or NUL, in one layer of encoding or two. */
  private static final Pattern HIDDEN =
      Pattern.compile("%(25)?(2f|5c|00)", Pattern.CASE_INSENSITIVE);

  private final Set<String> paths;
  private final Collection<String> repositories;
  private final Map<String, String> byFoldedPath = new HashMap<>();

  /**
   * @param repositories the names under which the site may come to lie
   */
  Site(Set<String> paths, Collection<String> repositories) {
    this.paths = paths;
    this.repositories = repositories;
    paths.forEach(path -> byFoldedPath.put(path.toLowerCase(Locale.ROOT), path));
  }

  /** The folder that a file lies in, without a slash at the end; empty for the root. */
  static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** Where relative references of that file start: its folder, as it stands in an address. */
  static String start(String path) {
    return folder(path).replace("%", "%25");
  }

  /**
   * What is wrong with a reference, if anything is.
   *
   * @param start what it is relative to, percent-encoded
   */
  Optional<String> fault(String target, String start) {
    var place = place(target, start);
    return place.fault().isPresent() ? place.fault() : missing(place.path());
  }

  /** Where a reference leads, or why it cannot. */
  Place place(String target, String start) {
    var path = Target.path(target);
    if (Target.hasScheme(path)) {
      return Place.none("names a file on somebody's own disk");
    }
    if (path.isEmpty()) {
      return resolved(start + "/");
    }
    if (!path.startsWith("/")) {
      return resolved(start + "/" + path);
    }
    return repositories.stream()
        .filter(name -> path.equals("/" + name) || path.startsWith("/" + name + "/"))
        .findFirst()
        .map(name -> resolved(path.substring(name.length() + 1)))
        .orElseGet(() -> Place.none(FROM_ROOT));
  }

  /** As browsers do (WHATWG URL Standard, "path state"): an empty part stays. */
  private static Place resolved(String path) {
    var parts = new ArrayDeque<String>();
    var isFolder = false;
    for (var part : (path.startsWith("/") ? path.substring(1) : path).split("/", -1)) {
      var decoded = Target.decoded(part);
      isFolder = decoded.equals(".") || decoded.equals("..");
      if (decoded.equals("..") && parts.pollLast() == null) {
        return Place.none("leads out of the site");
      }
      if (!isFolder) {
        parts.addLast(part);
      }
    }
    if (isFolder) {
      parts.addLast("");
    }
    return new Place(String.join("/", parts), Optional.empty());
  }

  private Optional<String> missing(String path) {
    var decoded = served(path);
    if (decoded.isEmpty()) {
      return Optional.of("is no address of a file; write a percent sign as %25");
    }
    var isFolder = decoded.get().isEmpty() || decoded.get().endsWith("/");
    var file = isFolder ? decoded.get() + INDEX : decoded.get();
    if (paths.contains(file)
        || !isFolder && (paths.contains(file + "/" + INDEX) || paths.contains(file + ".html"))) {
      return Optional.empty();
    }
    var similar = byFoldedPath.get(file.toLowerCase(Locale.ROOT));
    return Optional.of(
        "there is no file "
            + Texts.quoted(file)
            + (similar == null ? "" : "; there is " + Texts.quoted(similar) + ", mind the case"));
  }

  /** What a server looks for: decoded once, and refused where that hides what separates parts. */
  private static Optional<String> served(String path) {
    if (HIDDEN.matcher(path).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /**
   * Where a reference leads.
   *
   * @param path within the site, percent-encoded; a folder ends in a slash, the site's is empty
   */
  record Place(String path, Optional<String> fault) {

    private static Place none(String fault) {
      return new Place("", Optional.of(fault));
    }
  }
}
