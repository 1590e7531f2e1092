package io.llmdevops.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.util.TemporaryBuffer;

/**
 * One request of a {@link Conversation}, in the shape that JGit knows. What is sent is gathered in
 * memory first: nothing of a pack that could not be written whole leaves this machine.
 */
final class GitConnection implements HttpConnection {

  private static final int FIRST_BLOCKS = 64 * 1024;

  private final Conversation conversation;
  private final URL url;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private String method = "GET";
  private TemporaryBuffer body;
  private HttpResponse<InputStream> response;

  GitConnection(Conversation conversation, URL url) {
    this.conversation = conversation;
    this.url = url;
  }

  /** Ends what still comes; the connection is not used again. */
  static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException alreadyBroken) {
      // Then there is nothing left to end.
    }
  }

  @Override
  public void connect() throws SocketException {
    if (response == null) {
      var request = HttpRequest.newBuilder(URI.create(url.toString())).method(method, publisher());
      headers.forEach(request::setHeader);
      response = conversation.send(request);
      body = null;
    }
  }

  private BodyPublisher publisher() {
    if (body == null) {
      return BodyPublishers.noBody();
    }
    var sent = body;
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> open(sent)), sent.length());
  }

  /** Once the connection stands, which may take its time to be made. */
  private InputStream open(TemporaryBuffer buffer) {
    try {
      conversation.requireNotStopped();
      return buffer.openInputStream();
    } catch (IOException notSent) {
      throw new UncheckedIOException(notSent);
    }
  }

  @Override
  public int getResponseCode() throws IOException {
    connect();
    return response.statusCode();
  }

  @Override
  public String getResponseMessage() {
    // The client does not tell it, and it is no part of later HTTP versions.
    return "";
  }

  @Override
  public InputStream getInputStream() throws IOException {
    connect();
    return new PatientStream(response.body(), conversation);
  }

  @Override
  public OutputStream getOutputStream() {
    body = new TemporaryBuffer.Heap(FIRST_BLOCKS, Integer.MAX_VALUE);
    return body;
  }

  @Override
  public String getHeaderField(String name) {
    return response == null ? null : response.headers().firstValue(name).orElse(null);
  }

  @Override
  public List<String> getHeaderFields(String name) {
    return response == null ? List.of() : response.headers().allValues(name);
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return response == null ? Map.of() : response.headers().map();
  }

  @Override
  public String getContentType() {
    return getHeaderField("Content-Type");
  }

  @Override
  public int getContentLength() {
    return response == null
        ? -1
        : Math.toIntExact(response.headers().firstValueAsLong("Content-Length").orElse(-1));
  }

  @Override
  public void setRequestProperty(String name, String value) {
    headers.put(name, value);
  }

  @Override
  public void setRequestMethod(String method) {
    this.method = method;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void setUseCaches(boolean useCaches) {
    // There is none.
  }

  @Override
  public void setConnectTimeout(int millis) {
    // The conversation's holds.
  }

  @Override
  public void setReadTimeout(int millis) {
    // The conversation's holds.
  }

  @Override
  public void setInstanceFollowRedirects(boolean follow) {
    if (follow) {
      throw new UnsupportedOperationException("redirects are not followed");
    }
  }

  @Override
  public void setDoOutput(boolean output) {
    // It is known when the stream is asked for.
  }

  @Override
  public void setFixedLengthStreamingMode(int length) {
    // The length is known when all of it is there.
  }

  @Override
  public void setChunkedStreamingMode(int length) {
    // As above.
  }

  @Override
  public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
    throw new UnsupportedOperationException("certificates are always checked");
  }

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {
    throw new UnsupportedOperationException("certificates are always checked");
  }
}
