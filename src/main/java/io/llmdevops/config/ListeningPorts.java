package io.llmdevops.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The ports that a node listens on, by their settings. One process can bind a port twice; its
 * requests then go to either server by turns.
 */
final class ListeningPorts {

  private final Map<String, Integer> ports = new LinkedHashMap<>();

  void add(String key, int port) {
    ports.put(key, port);
  }

  /** A free port, asked for by 0, is nobody else's. */
  void refuseShared(Settings settings) {
    var first = new LinkedHashMap<Integer, String>();
    ports.forEach(
        (key, port) -> {
          var other = port == 0 ? null : first.putIfAbsent(port, key);
          if (other != null) {
            settings.fault(key, "must not be that of " + other.toUpperCase(Locale.ROOT) + why(key));
          }
        });
  }

  private static String why(String key) {
    return key.equals("hosting_port") ? ": pages share no origin with the API" : "";
  }
}
