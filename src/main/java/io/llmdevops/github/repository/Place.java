package io.llmdevops.github.repository;

import io.llmdevops.task.RefusedException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Where a repository of ours lies, as GitHub has told.
 *
 * @param name without its owner
 * @param htmlUrl for people
 * @param cloneUrl for git; fit to be given the token
 */
record Place(String name, String htmlUrl, URI cloneUrl) {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0(:0){6}:1)]");
  private static final String API = "api.";

  Place {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(htmlUrl, "htmlUrl");
    Objects.requireNonNull(cloneUrl, "cloneUrl");
  }

  /**
   * @param answered what GitHub says of the repository
   * @param api where it said so: git gets the token only at the same place
   * @throws RefusedException where that does not fit together
   */
  static Place of(String name, JsonObject answered, URI api) {
    var htmlUrl = answered.getValue("html_url");
    var cloneUrl = answered.getValue("clone_url");
    if (!(htmlUrl instanceof String forPeople) || !(cloneUrl instanceof String forGit)) {
      throw new RefusedException(
          "what answers at "
              + api
              + " does not tell the addresses of the repository "
              + name
              + ": look at GITHUB_API_URL");
    }
    return new Place(name, forPeople, trusted(forGit, api));
  }

  /** As {@link #of} reads it. */
  JsonObject toJson() {
    return new JsonObject()
        .put("name", name)
        .put("html_url", htmlUrl)
        .put("clone_url", cloneUrl.toString());
  }

  static Place of(JsonObject noted, URI api) {
    return of(noted.getString("name"), noted, api);
  }

  private static URI trusted(String url, URI api) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw refused("no URL");
    }
    if (uri.getHost() == null || uri.getScheme() == null) {
      throw refused("no URL with a host");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("a URL with credentials");
    }
    if (!isAsSafe(uri.getScheme(), api.getScheme())) {
      throw refused("a URL with " + uri.getScheme() + " while the API has " + api.getScheme());
    }
    if (!isSamePlace(host(uri), host(api))) {
      throw refused("at " + host(uri) + " while the API is at " + host(api));
    }
    return uri;
  }

  private static RefusedException refused(String what) {
    return new RefusedException(
        "the token is not sent to the clone_url that GitHub gave, since it is "
            + what
            + ": look at GITHUB_API_URL");
  }

  private static boolean isAsSafe(String scheme, String ofTheApi) {
    return scheme.equalsIgnoreCase("https")
        || scheme.equalsIgnoreCase("http") && ofTheApi.equalsIgnoreCase("http");
  }

  /**
   * GitHub's API is at {@code api.} before the host of its repositories, a GitHub Enterprise
   * Server's at the very host.
   */
  private static boolean isSamePlace(String git, String api) {
    return git.equals(api)
        || (API + git).equals(api)
        || LOOPBACK.matcher(git).matches() && LOOPBACK.matcher(api).matches();
  }

  private static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }
}
