package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Texts;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a repository as GitHub Pages serves them: under {@code /<repository>/}, a folder by
 * its index.html, and {@code about} by about.html where there is no such file.
 */
final class Site {

  private static final String FROM_ROOT =
      "starts at the server's root, but the site lies in a folder there; write it relative,"
          + " without the slash in front";

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

  /** Where relative references of that file start: its folder, without a slash at the end. */
  static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /**
   * What is wrong with a reference, if anything is.
   *
   * @param folder what it is relative to
   */
  Optional<String> fault(String target, String folder) {
    var place = place(target, folder);
    return place.fault().isPresent() ? place.fault() : missing(place.path());
  }

  /** The folder that a {@code <base href>} leads to, or what is wrong with it. */
  Place place(String target, String folder) {
    var path = Target.path(target);
    if (Target.hasScheme(path)) {
      return new Place("", Optional.of("names a file on somebody's own disk"));
    }
    if (path.isEmpty()) {
      return new Place(folder + "/", Optional.empty());
    }
    if (!path.startsWith("/")) {
      return resolved(folder + "/" + path);
    }
    return repositories.stream()
        .filter(name -> path.equals("/" + name) || path.startsWith("/" + name + "/"))
        .findFirst()
        .map(name -> resolved(path.substring(name.length() + 1)))
        .orElseGet(() -> new Place("", Optional.of(FROM_ROOT)));
  }

  private static Place resolved(String path) {
    var parts = new ArrayDeque<String>();
    for (var part : path.split("/", -1)) {
      var decoded = Target.decoded(part);
      if (decoded.equals("..")) {
        if (parts.pollLast() == null) {
          return new Place("", Optional.of("leads out of the site"));
        }
      } else if (!decoded.equals(".") && !decoded.isEmpty()) {
        parts.addLast(decoded);
      }
    }
    var isFolder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
    return new Place(String.join("/", parts) + (isFolder ? "/" : ""), Optional.empty());
  }

  private Optional<String> missing(String path) {
    var isFolder = path.isEmpty() || path.endsWith("/");
    var file = isFolder ? (path.equals("/") ? "" : path) + "index.html" : path;
    if (paths.contains(file)
        || !isFolder && (paths.contains(path + "/index.html") || paths.contains(path + ".html"))) {
      return Optional.empty();
    }
    var similar = byFoldedPath.get(file.toLowerCase(Locale.ROOT));
    return Optional.of(
        "there is no file "
            + Texts.quoted(file)
            + (similar == null ? "" : "; there is " + Texts.quoted(similar) + ", mind the case"));
  }

  /**
   * Where a reference leads.
   *
   * @param path within the site; a folder ends in a slash, the site itself is {@code /}
   */
  record Place(String path, Optional<String> fault) {}
}
