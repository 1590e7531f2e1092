package io.llmdevops.check.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmdevops.check.repository.Reference.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a web app's manifest names (W3C, "Web Application Manifest"): its start and its pictures. A
 * page works without, so whatever is broken here is worth a warning.
 */
final class ManifestReferences {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String text;
  private final List<Reference> found = new ArrayList<>();

  private ManifestReferences(String text) {
    this.text = text;
  }

  /** None where it is no JSON, which is for others to say. */
  static List<Reference> of(String text) {
    var manifest = new ManifestReferences(text);
    try {
      manifest.read(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return List.of();
    }
    return manifest.found;
  }

  private void read(JsonNode root) {
    add("start_url", root.path("start_url"));
    pictures(root);
    for (var shortcut : root.path("shortcuts")) {
      add("shortcuts url", shortcut.path("url"));
      pictures(shortcut);
    }
  }

  private void pictures(JsonNode node) {
    for (var list : List.of("icons", "screenshots")) {
      for (var picture : node.path(list)) {
        add(list + " src", picture.path("src"));
      }
    }
  }

  private void add(String what, JsonNode target) {
    if (target.isTextual()) {
      var place = Math.max(0, text.indexOf('"' + target.asText() + '"'));
      var line = Lines.number(text, place);
      found.add(new Reference(target.asText(), line, what, Kind.WEAK));
    }
  }
}
