package io.llmdevops.bus;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place on the event bus and the type of what arrives there, as one value.
 *
 * @param name where messages go
 * @param type the one record type that travels there
 */
public record Address<T extends Record>(String name, Class<T> type) {

  private static final Logger log = LoggerFactory.getLogger(Address.class);

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
    return registered(
        vertx.eventBus().<T>consumer(name, message -> onMessage.handle(message.body())));
  }

  /**
   * Wakes somebody for each message. It was sent to one, on whichever node, which asks the store no
   * more often than there is work; where that one has no room, all others hear of it, once.
   *
   * @param wake tells whether there is room
   */
  public MessageConsumer<T> wake(Vertx vertx, BooleanSupplier wake) {
    return registered(
        vertx
            .eventBus()
            .<T>consumer(
                name,
                message -> {
                  if (!wake.getAsBoolean() && message.isSend()) {
                    publish(vertx, message.body());
                  }
                }));
  }

  /** One that the other nodes do not know of works all the same, by its timer. */
  private MessageConsumer<T> registered(MessageConsumer<T> consumer) {
    consumer
        .completion()
        .onFailure(
            cause -> log.warn("{} is not heard from other nodes: {}", name, cause.toString()));
    return consumer;
  }

  private DeliveryOptions options() {
    return new DeliveryOptions().setCodecName(RecordCodec.nameFor(type));
  }
}
