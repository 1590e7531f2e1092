package io.llmdevops.command;

import io.llmdevops.config.EngineConfig;
import io.llmdevops.config.HttpConfig;
import io.llmdevops.config.Role;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the engine can listen where it shall, or does so already. Blocks. */
final class PortsCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String LIVE = "\"live\"";
  private static final String NO_REPOSITORY = "There is nothing here.";

  private final EngineConfig config;
  private final boolean running;

  /**
   * @param port how it is called in the configuration
   * @param path answered by an engine
   * @param answer part of what it answers
   */
  private record Listener(
      String subject, String host, String port, HttpConfig http, String path, String answer) {}

  PortsCheck(EngineConfig config) {
    this.config = config;
    this.running = RunningEngine.holding(config.store().dataDir()).isPresent();
  }

  List<Finding> look() {
    return listeners().stream().map(this::look).toList();
  }

  private List<Listener> listeners() {
    var listeners = new ArrayList<Listener>();
    if (config.roles().contains(Role.INTAKE)) {
      listeners.add(new Listener("API", "HOST", "PORT", config.http(), "/health/live", LIVE));
    }
    if (config.roles().contains(Role.GITHUB) && config.github().isEmpty()) {
      var http = config.hosting();
      listeners.add(new Listener("hosting", "HOST", "HOSTING_PORT", http, "/git/", NO_REPOSITORY));
    }
    var http = config.management();
    listeners.add(
        new Listener(
            "management", "MANAGEMENT_HOST", "MANAGEMENT_PORT", http, "/health/live", LIVE));
    return listeners;
  }

  private Finding look(Listener listener) {
    var http = listener.http();
    var where = http.host() + ":" + http.port();
    try (var socket = new ServerSocket()) {
      var address = new InetSocketAddress(http.host(), http.port());
      if (address.isUnresolved()) {
        return fault(listener, "nobody knows the host " + http.host(), listener.host());
      }
      socket.bind(address);
      return Finding.ok(
          listener.subject(),
          http.port() == 0 ? "takes a free port of " + http.host() : where + " is free");
    } catch (BindException e) {
      return taken(listener, where, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return fault(listener, "cannot listen on " + where + ": " + e.getMessage(), listener.port());
    }
  }

  private Finding taken(Listener listener, String where, String why) {
    if (!why.contains("in use")) {
      return fault(
          listener,
          "cannot listen on " + where + ": " + why,
          listener.host() + " or " + listener.port());
    }
    if (!isEngine(listener)) {
      return fault(listener, where + " is in use by another program", listener.port());
    }
    return running
        ? Finding.note(listener.subject(), where + " is in use: the engine is running")
        : fault(listener, where + " is in use by an engine with another DATA_DIR", listener.port());
  }

  private static Finding fault(Listener listener, String what, String variable) {
    return Finding.fault(
        listener.subject(), what, "set " + variable + " to another, or end what is in the way");
  }

  private static boolean isEngine(Listener listener) {
    try {
      var uri = OwnAddress.of(listener.http(), listener.path());
      var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      var body = HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
      return client
          .send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), body)
          .body()
          .contains(listener.answer());
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
