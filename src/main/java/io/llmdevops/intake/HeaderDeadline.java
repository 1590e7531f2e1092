package io.llmdevops.intake;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes an HTTP/1 connection whose client keeps the server waiting: for a request's headers,
 * however slowly they drip in, for the rest of a body that was answered already, or for another
 * request. A request being worked on is never cut; the body's own limit is the {@link
 * BodyReader}'s.
 *
 * <p>A plain idle time-out can do neither: one byte in a while keeps a connection from being idle,
 * and a slow answer makes it so. Sits between codec and server, one for each connection.
 */
final class HeaderDeadline extends ChannelDuplexHandler {

  private static final String SERVER = "handler";

  private final Limits limits;
  private ChannelHandlerContext context;
  private Future<?> timer;
  private boolean resting;
  private boolean receiving;
  private boolean informing;
  private int unanswered;

  private HeaderDeadline(Limits limits) {
    this.limits = limits;
  }

  /** Guards this connection; at once, since it may say nothing at all. */
  static void guard(HttpConnection connection, Limits limits) {
    // Vert.x has no limit of this kind, nor another way to a connection's pipeline.
    var pipeline = ((ConnectionBase) connection).channelHandlerContext().pipeline();
    var deadline = new HeaderDeadline(limits);
    pipeline.addFirst(deadline.firstBytes());
    pipeline.addBefore(SERVER, null, deadline);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    awaitHeaders();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      unanswered++;
      receiving = true;
      cancel();
    }
    if (message instanceof LastHttpContent) {
      receiving = false;
      restIfDone();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse response) {
      informing = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    if (message instanceof LastHttpContent && !informing) {
      unanswered--;
      restIfDone();
    }
    ctx.write(message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancel();
    ctx.fireChannelInactive();
  }

  private void restIfDone() {
    if (unanswered > 0) {
      return;
    }
    if (receiving) {
      awaitHeaders();
    } else {
      close(limits.keptAlive());
      resting = true;
    }
  }

  private void awaitHeaders() {
    close(limits.headers());
  }

  /** Sees bytes before they make a request. */
  private ChannelInboundHandlerAdapter firstBytes() {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (resting) {
          awaitHeaders();
        }
        ctx.fireChannelRead(message);
      }
    };
  }

  private void close(Duration after) {
    cancel();
    timer =
        context.executor().schedule(() -> context.close(), after.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void cancel() {
    resting = false;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
