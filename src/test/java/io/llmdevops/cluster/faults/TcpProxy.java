package io.llmdevops.cluster.faults;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A way to a server of this machine that can be cut, silenced and slowed. While it is silent, what
 * is sent stays on the way, and neither end learns of what becomes of the other.
 */
final class TcpProxy extends VerticleBase {

  private static final String HOST = "127.0.0.1";
  private static final int SECONDS = 10;

  private final int target;
  private final Set<Connection> connections = new HashSet<>();
  private NetServer server;
  private NetClient client;
  private Context home;
  private boolean silent;
  private Duration delay = Duration.ZERO;
  private Predicate<Buffer> trap = answer -> false;
  private Promise<Void> trapped = Promise.promise();

  private TcpProxy(int target) {
    this.target = target;
  }

  /** Listens when it returns; ends with this Vert.x. */
  static TcpProxy start(Vertx vertx, int target) throws TimeoutException {
    var proxy = new TcpProxy(target);
    vertx.deployVerticle(proxy).await(SECONDS, TimeUnit.SECONDS);
    return proxy;
  }

  @Override
  public Future<?> start() {
    home = context;
    client = vertx.createNetClient();
    server = vertx.createNetServer().connectHandler(this::accept);
    return server.listen(0, HOST);
  }

  int port() {
    return server.actualPort();
  }

  /** Closes all connections there are; new ones are let through. */
  void cut() throws TimeoutException {
    here(() -> List.copyOf(connections).forEach(Connection::close));
  }

  /** From now on nothing gets through. */
  void silence() throws TimeoutException {
    here(() -> silent = true);
  }

  /**
   * The same as soon as the server has sent such an answer, which stays on the way.
   *
   * @return done when it has come
   */
  Future<Void> silenceAt(Predicate<Buffer> answer) throws TimeoutException {
    var promise = Promise.<Void>promise();
    here(
        () -> {
          trap = answer;
          trapped = promise;
        });
    return promise.future();
  }

  /** What has stayed on the way arrives, and everything gets through again. */
  void restore() throws TimeoutException {
    here(
        () -> {
          silent = false;
          List.copyOf(connections).forEach(Connection::goOn);
        });
  }

  /** From now on everything arrives so much later, in either direction. */
  void slow(Duration time) throws TimeoutException {
    here(() -> delay = time);
  }

  private void here(Runnable change) throws TimeoutException {
    var done = Promise.<Void>promise();
    home.runOnContext(
        now -> {
          change.run();
          done.complete();
        });
    done.future().await(SECONDS, TimeUnit.SECONDS);
  }

  private void accept(NetSocket near) {
    near.pause();
    client
        .connect(target, HOST)
        .onSuccess(far -> connections.add(new Connection(near, far).begin()))
        .onFailure(nobodyThere -> near.close());
  }

  /** Both directions of one connection. */
  private final class Connection {

    private final NetSocket near;
    private final NetSocket far;
    private final List<Runnable> held = new ArrayList<>();

    private Connection(NetSocket near, NetSocket far) {
      this.near = near;
      this.far = far;
    }

    private Connection begin() {
      near.handler(bytes -> pass(far, bytes)).closeHandler(gone -> afterAll(this::close));
      far.handler(this::answered).closeHandler(gone -> afterAll(this::close));
      near.resume();
      return this;
    }

    private void answered(Buffer bytes) {
      if (!silent && trap.test(bytes)) {
        silent = true;
        trap = answer -> false;
        trapped.complete();
      }
      pass(near, bytes);
    }

    private void pass(NetSocket to, Buffer bytes) {
      if (delay.isZero()) {
        afterAll(() -> to.write(bytes));
      } else {
        vertx.setTimer(delay.toMillis(), late -> afterAll(() -> to.write(bytes)));
      }
    }

    /** After whatever is still on the way. */
    private void afterAll(Runnable arrival) {
      if (silent) {
        held.add(arrival);
      } else {
        arrival.run();
      }
    }

    private void goOn() {
      held.forEach(Runnable::run);
      held.clear();
    }

    private void close() {
      connections.remove(this);
      near.close();
      far.close();
    }
  }
}
