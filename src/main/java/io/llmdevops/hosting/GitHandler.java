package io.llmdevops.hosting;

import io.llmdevops.git.BareRepositories;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the repositories be cloned and fetched, by git's "smart" HTTP (git's documentation, {@code
 * gitprotocol-http}), versions 0 to 2 of its protocol.
 */
final class GitHandler {

  private static final Logger log = LoggerFactory.getLogger(GitHandler.class);

  static final String UPLOAD_PACK = "git-upload-pack";
  static final String RECEIVE_PACK = "git-receive-pack";

  private static final String SUFFIX = ".git";
  private static final int PIECE = 64 * 1024;

  private final BareRepositories repositories;
  private final WorkerExecutor workers;

  GitHandler(BareRepositories repositories, WorkerExecutor workers) {
    this.repositories = repositories;
    this.workers = workers;
  }

  /** {@code GET …/info/refs?service=git-upload-pack}: what there is to fetch. */
  void advertise(RoutingContext context) {
    var service = context.request().getParam("service", "");
    if (service.equals(RECEIVE_PACK)) {
      refusePush(context);
    } else if (service.equals(UPLOAD_PACK)) {
      workers
          .executeBlocking(() -> advertisement(context), false)
          .onComplete(refs -> sendRefs(context, refs), context::fail);
    } else {
      context.next();
    }
  }

  /** {@code POST …/git-upload-pack}: a pack with what the client lacks. */
  void upload(RoutingContext context) {
    var request = Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
    prepare(context, "result").setChunked(true);
    workers
        .<Boolean>executeBlocking(() -> upload(context, request), false)
        .onComplete(
            found -> {
              if (found) {
                context.response().end();
              } else {
                context.next();
              }
            },
            cause -> cutOff(context, cause));
  }

  void refusePush(RoutingContext context) {
    HostingRouter.answer(context, 403, "Nothing can be pushed here.\n");
  }

  private Optional<Buffer> advertisement(RoutingContext context) throws IOException {
    try (var repository = open(context).orElse(null)) {
      if (repository == null) {
        return Optional.empty();
      }
      var refs = new ByteArrayOutputStream();
      try (var pack = uploadPack(repository, context)) {
        pack.sendAdvertisedRefs(
            new PacketLineOutRefAdvertiser(new PacketLineOut(refs)), UPLOAD_PACK);
      }
      return Optional.of(Buffer.buffer(refs.toByteArray()));
    }
  }

  private void sendRefs(RoutingContext context, Optional<Buffer> refs) {
    if (refs.isPresent()) {
      prepare(context, "advertisement").end(refs.get());
    } else {
      context.next();
    }
  }

  private boolean upload(RoutingContext context, Buffer request) throws IOException {
    try (var repository = open(context).orElse(null)) {
      if (repository == null) {
        return false;
      }
      var response = new ResponseStream(context.vertx().getOrCreateContext(), context.response());
      try (var pack = uploadPack(repository, context);
          var out = new BufferedOutputStream(response, PIECE)) {
        pack.uploadWithExceptionPropagation(
            new ByteArrayInputStream(request.getBytes()), out, null);
      }
      return true;
    }
  }

  private Optional<FileRepository> open(RoutingContext context) throws IOException {
    var name = context.pathParam("repository");
    return name.endsWith(SUFFIX)
        ? repositories.open(name.substring(0, name.length() - SUFFIX.length()))
        : Optional.empty();
  }

  private static UploadPack uploadPack(Repository repository, RoutingContext context) {
    var pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    var parameters = context.request().getHeader("Git-Protocol");
    pack.setExtraParameters(parameters == null ? List.of() : Arrays.asList(parameters.split(":")));
    return pack;
  }

  private static HttpServerResponse prepare(RoutingContext context, String kind) {
    return context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-" + UPLOAD_PACK + "-" + kind)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
  }

  private static void cutOff(RoutingContext context, Throwable cause) {
    log.info("a fetch of {} broke off: {}", context.request().path(), cause.getMessage());
    if (!context.response().headWritten()) {
      // JGit tells a faulty request from a fault of its own by messages only.
      HostingRouter.answer(context, 400, "This cannot be fetched.\n");
      return;
    }
    // A pack that breaks off must not look like a whole one.
    context.request().connection().close();
  }
}
