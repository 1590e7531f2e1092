package io.llmdevops.check;

<<<<<<< HEAD
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
=======
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
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

<<<<<<< HEAD
  private static final int HEX = 16;
  private static final String[] PLACEHOLDERS = {"{{", "${", "<%", "{%", "[["};
=======
  private static final String FROM_ROOT =
      "starts at the server's root, but the site lies in a folder there; write it relative,"
          + " without the slash in front";
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200

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

<<<<<<< HEAD
  /** It leads to another origin, holds its own data, or is yet to be filled in by a template. */
  static boolean isElsewhere(String target) {
    var trimmed = trimmed(target);
    if (trimmed.startsWith("//")) {
      return true;
    }
    for (var placeholder : PLACEHOLDERS) {
      if (trimmed.contains(placeholder)) {
        return true;
      }
    }
    var scheme = schemeLength(trimmed);
    return scheme > 1 && !trimmed.regionMatches(true, 0, "file", 0, scheme);
  }

  private static int schemeLength(String target) {
    var at = 0;
    while (at < target.length() && isOfScheme(target.charAt(at))) {
      at++;
    }
    var isScheme = at > 0 && at < target.length() && target.charAt(at) == ':';
    return isScheme && Character.isLetter(target.charAt(0)) ? at : 0;
  }

  private static boolean isOfScheme(char letter) {
    return letter < 0x80 && (Character.isLetterOrDigit(letter) || "+-.".indexOf(letter) >= 0);
  }

=======
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
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
<<<<<<< HEAD
    var path = withoutQuery(trimmed(target));
    if (schemeLength(path) > 0) {
=======
    var path = Target.path(target);
    if (Target.hasScheme(path)) {
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
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

<<<<<<< HEAD
  private static final String FROM_ROOT =
      "starts at the server's root, but the site lies in a folder there; write it relative,"
          + " without the slash in front";

  private static Place resolved(String path) {
    var parts = new ArrayDeque<String>();
    for (var part : path.split("/", -1)) {
      var decoded = decoded(part);
=======
  private static Place resolved(String path) {
    var parts = new ArrayDeque<String>();
    for (var part : path.split("/", -1)) {
      var decoded = Target.decoded(part);
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
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

<<<<<<< HEAD
  /** As browsers do (URL Standard): blanks around it and line breaks in it do not count. */
  private static String trimmed(String target) {
    var out = new StringBuilder(target.length());
    target
        .strip()
        .chars()
        .filter(each -> each != '\t' && each != '\n' && each != '\r')
        .forEach(each -> out.append((char) each));
    return out.toString();
  }

  private static String withoutQuery(String target) {
    var end = 0;
    while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
      end++;
    }
    return target.substring(0, end).replace('\\', '/');
  }

  private static String decoded(String part) {
    if (part.indexOf('%') < 0) {
      return part;
    }
    var bytes = part.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(bytes.length);
    for (var at = 0; at < bytes.length; at++) {
      var high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], HEX) : -1;
      var low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], HEX) : -1;
      if (bytes[at] == '%' && high >= 0 && low >= 0) {
        out.write(high * HEX + low);
        at += 2;
      } else {
        out.write(bytes[at]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

=======
>>>>>>> 57c343aaa89d8a7d9b4a2e793f8feaa25bfed200
  /**
   * Where a reference leads.
   *
   * @param path within the site; a folder ends in a slash, the site itself is {@code /}
   */
  record Place(String path, Optional<String> fault) {}
}
