package io.llmdevops.command;

import io.llmdevops.config.ClusterConfig;
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
import java.util.function.BooleanSupplier;

/** Whether the engine can listen where it shall, or does so already. Blocks. */
final class PortsCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String CLUSTER_HOST = "CLUSTER_HOST";
  private static final String LIVE = "\"live\"";
  private static final String NO_REPOSITORY = "There is nothing here.";

  private final EngineConfig config;
  private final boolean running;

  /**
   * @param hostSetting how its host is called in the configuration
   * @param isEngine whether it is an engine that listens there, where somebody does
   */
  private record Listener(
      String subject,
      String hostSetting,
      String portSetting,
      String host,
      int port,
      BooleanSupplier isEngine) {}

  /**
   * What an engine that listens there shows.
   *
   * @param path answered by an engine
   * @param answer part of what it answers
   */
  private record Sign(HttpConfig http, String path, String answer) {

    boolean isShown() {
      try {
        var uri = OwnAddress.of(http, path);
        var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        var body = HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8);
        return client
            .send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), body)
            .body()
            .contains(answer);
      } catch (IOException | IllegalArgumentException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

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
      var engine = new Sign(config.http(), "/health/live", LIVE);
      listeners.add(server("API", "HOST", "PORT", engine));
    }
    if (config.roles().contains(Role.GITHUB) && config.github().isEmpty()) {
      var engine = new Sign(config.hosting(), "/git/", NO_REPOSITORY);
      listeners.add(server("hosting", "HOST", "HOSTING_PORT", engine));
    }
    var engine = new Sign(config.management(), "/health/live", LIVE);
    listeners.add(server("management", "MANAGEMENT_HOST", "MANAGEMENT_PORT", engine));
    config.cluster().ifPresent(cluster -> addTo(listeners, cluster));
    return listeners;
  }

  private static Listener server(String subject, String host, String port, Sign engine) {
    var http = engine.http();
    return new Listener(subject, host, port, http.host(), http.port(), engine::isShown);
  }

  /** They speak no HTTP; where an engine runs here, it is the one that listens there. */
  private void addTo(List<Listener> listeners, ClusterConfig cluster) {
    var host = cluster.host();
    if (cluster.configuration().isEmpty()) {
      var port = cluster.port();
      listeners.add(
          new Listener("members", CLUSTER_HOST, "CLUSTER_PORT", host, port, () -> running));
    }
    var port = cluster.busPort();
    listeners.add(
        new Listener("event bus", CLUSTER_HOST, "CLUSTER_BUS_PORT", host, port, () -> running));
  }

  private Finding look(Listener listener) {
    var where = listener.host() + ":" + listener.port();
    try (var socket = new ServerSocket()) {
      var address = new InetSocketAddress(listener.host(), listener.port());
      if (address.isUnresolved()) {
        return fault(listener, "nobody knows the host " + listener.host(), listener.hostSetting());
      }
      socket.bind(address);
      return Finding.ok(
          listener.subject(),
          listener.port() == 0 ? "takes a free port of " + listener.host() : where + " is free");
    } catch (BindException e) {
      return taken(listener, where, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return fault(
          listener, "cannot listen on " + where + ": " + e.getMessage(), listener.portSetting());
    }
  }

  private Finding taken(Listener listener, String where, String why) {
    if (!why.contains("in use")) {
      return fault(
          listener,
          "cannot listen on " + where + ": " + why,
          listener.hostSetting() + " or " + listener.portSetting());
    }
    if (!listener.isEngine().getAsBoolean()) {
      return fault(listener, where + " is in use by another program", listener.portSetting());
    }
    return running
        ? Finding.note(listener.subject(), where + " is in use: the engine is running")
        : fault(
            listener,
            where + " is in use by an engine with another DATA_DIR",
            listener.portSetting());
  }

  private static Finding fault(Listener listener, String what, String variable) {
    return Finding.fault(
        listener.subject(), what, "set " + variable + " to another, or end what is in the way");
  }
}
