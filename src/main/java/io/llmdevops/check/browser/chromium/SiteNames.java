package io.llmdevops.check.browser.chromium;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the site's own addresses from others, and calls its files by their names: where the site
 * lies during a check means nothing to anybody.
 */
final class SiteNames {

  private static final String ROOT = "index.html";

  private final String site;
  private final String origin;
  private final Pattern root;

  /**
   * @param site the address of its root, with a slash at its end
   */
  SiteNames(String site) {
    this.site = site;
    this.origin = site.substring(0, site.indexOf('/', site.indexOf("//") + 2));
    this.root = Pattern.compile(Pattern.quote(site) + "(?![\\w.%~/-])");
  }

  boolean isLocal(String url) {
    var address = url.startsWith("blob:") ? url.substring("blob:".length()) : url;
    return address.equals(origin)
        || address.startsWith(origin + "/")
        || address.replaceFirst("^ws", "http").startsWith(origin + "/");
  }

  /** With the site's addresses relative to it, and those beside it on its server to the latter. */
  String shorten(String text) {
    if (!text.contains(origin)) {
      return text;
    }
    return root.matcher(text)
        .replaceAll(Matcher.quoteReplacement(ROOT))
        .replace(site, "")
        .replace(origin + "/", "/");
  }

  /** Host and port, as a proxy is asked for them; the whole where it has none. */
  static String target(String url) {
    try {
      var uri = new URI(url);
      var host = uri.getHost() == null ? url : uri.getHost().toLowerCase(Locale.ROOT);
      return host + ":" + (uri.getPort() >= 0 ? uri.getPort() : port(uri.getScheme()));
    } catch (URISyntaxException malformed) {
      return url;
    }
  }

  private static int port(String scheme) {
    return "https".equals(scheme) || "wss".equals(scheme) ? 443 : 80;
  }
}
