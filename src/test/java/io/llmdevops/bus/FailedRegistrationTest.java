package io.llmdevops.bus;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.Completable;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.spi.cluster.ClusterManager;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A node of a cluster in which nothing can be subscribed to. */
class FailedRegistrationTest {

  private static final String NODE = "this-one";

  private final Logger logger = (Logger) LoggerFactory.getLogger(Address.class);
  private final Promise<String> warned = Promise.promise();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          warned.tryComplete(event.getFormattedMessage());
        }
      };
  private Vertx vertx;

  @BeforeEach
  void join() throws TimeoutException {
    appender.start();
    logger.addAppender(appender);
    var cluster =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ClusterManager.class},
            FailedRegistrationTest::answer);
    var bus = new EventBusOptions().setHost("127.0.0.1").setPort(0);
    vertx =
        Vertx.builder()
            .with(new VertxOptions().setEventBusOptions(bus))
            .withClusterManager((ClusterManager) cluster)
            .buildClustered()
            .await(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void leave() {
    vertx.close().await();
    logger.detachAppender(appender);
  }

  private static Object answer(Object cluster, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "addRegistration" -> {
        last(arguments).fail("no partition of the subscriptions is left");
        yield null;
      }
      case "join", "leave", "setNodeInfo", "removeRegistration" -> {
        last(arguments).succeed();
        yield null;
      }
      case "getNodeId" -> NODE;
      case "getNodes" -> List.of(NODE);
      case "isActive" -> true;
      default -> null;
    };
  }

  private static Completable<?> last(Object[] arguments) {
    return (Completable<?>) arguments[arguments.length - 1];
  }

  private void isSaid(Consumer<Vertx> registering) throws TimeoutException {
    registering.accept(vertx);
    assertThat(warned.future().await(20, TimeUnit.SECONDS))
        .contains("task.live")
        .contains("no partition of the subscriptions is left");
  }

  @Test
  void isSaidWhereAMessageIsWaitedFor() throws TimeoutException {
    isSaid(vertx -> Addresses.TASK_LIVE.consume(vertx, message -> {}));
  }

  @Test
  void isSaidWhereAStageIsToBeWoken() throws TimeoutException {
    isSaid(vertx -> Addresses.TASK_LIVE.wake(vertx, () -> true));
  }
}
