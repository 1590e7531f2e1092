package io.llmdevops.pages;

import io.vertx.core.http.MimeMapping;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code Content-Type} of a file, by its name. */
public final class MediaTypes {

  private static final String UNKNOWN = "application/octet-stream";

  /** What Vert.x does not know or names by outdated types (IANA's registry of media types). */
  private static final Map<String, String> REGISTERED =
      Map.ofEntries(
          Map.entry("avif", "image/avif"),
          Map.entry("cjs", "text/javascript"),
          Map.entry("geojson", "application/geo+json"),
          Map.entry("glb", "model/gltf-binary"),
          Map.entry("gltf", "model/gltf+json"),
          Map.entry("jsonld", "application/ld+json"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("map", "application/json"),
          Map.entry("markdown", "text/markdown"),
          Map.entry("md", "text/markdown"),
          Map.entry("otf", "font/otf"),
          Map.entry("toml", "application/toml"),
          Map.entry("ttf", "font/ttf"),
          Map.entry("vtt", "text/vtt"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("woff", "font/woff"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"));

  private MediaTypes() {}

  /** Text is said to be UTF-8: that is what models write. */
  public static String of(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    var type =
        Optional.ofNullable(REGISTERED.get(extension))
            .or(() -> Optional.ofNullable(MimeMapping.mimeTypeForExtension(extension)))
            .filter(known -> name.contains("."))
            .orElse(UNKNOWN);
    return isText(type) ? type + "; charset=utf-8" : type;
  }

  private static boolean isText(String type) {
    return type.startsWith("text/")
        || type.endsWith("+json")
        || type.endsWith("+xml")
        || type.matches("application/(json|xml|javascript|yaml|toml)");
  }
}
