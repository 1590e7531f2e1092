package io.llmdevops.metrics;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.eventbus.Message;
import io.vertx.core.spi.metrics.EventBusMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes over the event bus. Vert.x's own module for this registers gauges anew with every
 * message; here a message costs two look-ups.
 */
final class BusMeters implements EventBusMetrics<BusMeters.Line> {

  /** Far more than there are; whatever else uses the bus must not fill the memory with its own. */
  private static final int MOST = 64;

  private static final String OTHER = "other";
  private static final String ADDRESS = "address";

  private final Meters meters;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  BusMeters(Meters meters) {
    this.meters = meters;
  }

  /** What is measured of one address. */
  final class Line {

    private final Counter sentHere;
    private final Counter sentAway;
    private final Counter fromHere;
    private final Counter fromAway;
    private final Counter discarded;
    private final Counter written;
    private final Counter read;
    private final AtomicLong pending;

    private Line(String address) {
      var sent = meters.counters("engine.bus.sent", "Messages sent, to this node or to others");
      var received = meters.counters("engine.bus.received", "Messages received, by their origin");
      sentHere = sent.withTags(ADDRESS, address, "to", "local");
      sentAway = sent.withTags(ADDRESS, address, "to", "remote");
      fromHere = received.withTags(ADDRESS, address, "from", "local");
      fromAway = received.withTags(ADDRESS, address, "from", "remote");
      discarded = meters.counter("engine.bus.discarded", "Messages thrown away", ADDRESS, address);
      written = meters.counter("engine.bus.written.bytes", "Sent to other nodes", ADDRESS, address);
      read = meters.counter("engine.bus.read.bytes", "Heard from other nodes", ADDRESS, address);
      pending =
          meters.level("engine.bus.pending", "Messages not yet handled here", ADDRESS, address);
    }
  }

  /** Answers go to addresses that Vert.x makes up, each for one. */
  private Line line(String address) {
    var known = lines.get(address);
    if (known != null) {
      return known;
    }
    var name = address.startsWith("__vertx.") || lines.size() >= MOST ? OTHER : address;
    return lines.computeIfAbsent(name, Line::new);
  }

  @Override
  public Line handlerRegistered(String address) {
    return line(address);
  }

  @Override
  public void scheduleMessage(Line line, boolean local) {
    line.pending.incrementAndGet();
  }

  @Override
  public void messageDelivered(Line line, boolean local) {
    line.pending.decrementAndGet();
  }

  @Override
  public void discardMessage(Line line, boolean local, Message<?> message) {
    line.pending.decrementAndGet();
    line.discarded.increment();
  }

  @Override
  public void messageSent(String address, boolean publish, boolean local, boolean remote) {
    var line = line(address);
    if (local) {
      line.sentHere.increment();
    }
    if (remote) {
      line.sentAway.increment();
    }
  }

  @Override
  public void messageReceived(String address, boolean publish, boolean local, int handlers) {
    var line = line(address);
    (local ? line.fromHere : line.fromAway).increment();
  }

  @Override
  public void messageWritten(String address, int bytes) {
    line(address).written.increment(bytes);
  }

  @Override
  public void messageRead(String address, int bytes) {
    line(address).read.increment(bytes);
  }
}
