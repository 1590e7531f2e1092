package io.llmdevops.bus;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Objects;

/**
 * A place on the event bus and the type of what arrives there, as one value.
 *
 * @param name where messages go
 * @param type the one record type that travels there
 */
public record Address<T extends Record>(String name, Class<T> type) {

  public Address {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }

  /** To one of the consumers. Best-effort: nothing may depend on its arrival. */
  public void send(Vertx vertx, T message) {
    vertx.eventBus().send(name, message, options());
  }

  /** To all consumers, on every node. Best-effort likewise. */
  public void publish(Vertx vertx, T message) {
    vertx.eventBus().publish(name, message, options());
  }

  public MessageConsumer<T> consume(Vertx vertx, Handler<T> onMessage) {
    return vertx.eventBus().<T>consumer(name, message -> onMessage.handle(message.body()));
  }

  private DeliveryOptions options() {
    return new DeliveryOptions().setCodecName(RecordCodec.nameFor(type));
  }
}
