package io.llmdevops.github.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a fine-grained token must have for a request, all of it (GitHub Docs, "Permissions required
 * for fine-grained personal access tokens").
 *
 * @param isPublicReading what is public may be read without
 */
record Needs(Map<String, String> permissions, boolean isPublicReading) {

  static final Needs NOTHING = new Needs(Map.of(), true);

  static Needs of(String... permissions) {
    var all = new LinkedHashMap<String, String>();
    for (var permission : permissions) {
      var parts = permission.split("=");
      all.put(parts[0], parts[1]);
    }
    return new Needs(all, false);
  }

  Needs orPublic() {
    return new Needs(permissions, true);
  }

  /** As {@code X-Accepted-GitHub-Permissions} tells them. */
  String header() {
    return permissions.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }
}
