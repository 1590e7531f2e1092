package io.llmdevops.check.repository;

import io.llmdevops.check.judging.Texts;
import io.llmdevops.pages.SitePath;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a repository as GitHub Pages serves them, and the engine's own hosting, and what
 * shows a version to a browser (see {@link SitePath}): under {@code /<repository>/}, a folder by
 * its index.html (asked for without its slash, by way of a redirect), and {@code about} by
 * about.html where there is no such file; but {@code about/} only where there is such a folder.
 * GitHub documents little of this; it has been measured, for instance in "Trailing Slash Guide"
 * (github.com/slorber/trailing-slash-guide).
 */
final class Site {

  private static final String FROM_ROOT =
      "starts at the server's root, but the site lies in a folder there; write it relative,"
          + " without the slash in front";

  /** A repository's name, since every path is one within some site. */
  private static final String ANY = "site";

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

  /** The file that a reference leads to, if there is one. */
  Optional<String> file(String target, String start) {
    return Optional.of(place(target, start))
        .filter(place -> place.fault().isEmpty())
        .flatMap(place -> SitePath.parse("/" + ANY + "/" + place.path()))
        .flatMap(asked -> asked.candidates().filter(paths::contains).findFirst());
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
    var asked = SitePath.parse("/" + ANY + "/" + path);
    if (asked.isEmpty()) {
      return Optional.of("is no address of a file; in one, a percent sign is written %25");
    }
    var file = asked.get().file().orElse("");
    return asked.get().candidates().anyMatch(paths::contains) || hasIndex(file)
        ? Optional.empty()
        : Optional.of(isMissing(asked.get().candidates().findFirst().orElse(file)));
  }

  /** Of a folder asked for without its slash, which is put there by a redirect. */
  private boolean hasIndex(String folder) {
    return !folder.endsWith("/")
        && SitePath.parse("/" + ANY + "/" + folder.replace("%", "%25") + "/").stream()
            .flatMap(SitePath::candidates)
            .anyMatch(paths::contains);
  }

  private String isMissing(String file) {
    var similar = byFoldedPath.get(file.toLowerCase(Locale.ROOT));
    return "there is no file "
        + Texts.quoted(file)
        + (similar == null ? "" : "; there is " + Texts.quoted(similar) + ", mind the case");
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
