package io.llmdevops.net;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/**
 * What became of a connection, in plain words.
 *
 * @param lasting it will be the same next time
 */
public record Trouble(String words, boolean lasting) {

  /**
   * Names the host, and never more of the URL.
   *
   * @param setting where the URL is set
   */
  public static Trouble of(Throwable cause, URI url, String setting) {
    var where = url.getHost() + ":" + port(url);
    if (holds(cause, UnknownHostException.class)) {
      return passing("no connection to " + where + ": the name is not known");
    }
    if (holds(cause, ConnectTimeoutException.class)) {
      return passing("no connection to " + where + ": it does not answer");
    }
    if (holds(cause, NoRouteToHostException.class)) {
      return passing("no connection to " + where + ": no route to it");
    }
    if (holds(cause, ConnectException.class)) {
      return passing("no connection to " + where + ": connection refused");
    }
    return cause instanceof SSLException ? tls(cause, where, setting) : broken(cause, where);
  }

  /** A bad certificate stays bad; a handshake that breaks off may well succeed later. */
  private static Trouble tls(Throwable cause, String where, String setting) {
    if (holds(cause, CertificateException.class)) {
      return new Trouble(
          "no connection to " + where + ": its certificate is not trusted; check " + setting, true);
    }
    return holds(cause, NotSslRecordException.class)
        ? new Trouble("no connection to " + where + ": it speaks no TLS; check " + setting, true)
        : passing("no connection to " + where + ": the TLS handshake broke off");
  }

  private static Trouble broken(Throwable cause, String where) {
    return cause instanceof IOException || cause instanceof HttpClosedException
        ? passing("the connection to " + where + " broke")
        : passing("what " + where + " answers is not HTTP");
  }

  private static Trouble passing(String words) {
    return new Trouble(words, false);
  }

  private static boolean holds(Throwable cause, Class<? extends Throwable> wanted) {
    for (var at = cause; at != null; at = at.getCause()) {
      if (wanted.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }
}
