package io.llmdevops.notification;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Why a callback got no answer, in words for those who read the task. */
final class ConnectionFault {

  private ConnectionFault() {}

  static String describe(Throwable cause) {
    if (cause instanceof TimeoutException || isConnectTimeout(cause)) {
      return "callback not answered in time";
    }
    if (cause instanceof UnknownHostException) {
      return "callback host not found";
    }
    if (cause instanceof NoRouteToHostException) {
      return "callback host not reachable";
    }
    if (cause instanceof ConnectException) {
      return "callback connection refused";
    }
    if (cause instanceof SSLException) {
      return "callback host not trusted: TLS could not be set up";
    }
    return "callback connection broken";
  }

  /** A connection attempt given up by Netty is a kind of refused one to it. */
  private static boolean isConnectTimeout(Throwable cause) {
    return cause instanceof io.netty.channel.ConnectTimeoutException;
  }
}
