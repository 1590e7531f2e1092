package io.llmdevops.retention;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders within a folder that nothing has happened in for long, some at a time. */
final class OldFolders {

  private static final Logger log = LoggerFactory.getLogger(OldFolders.class);

  private static final int AT_A_TIME = 100;

  private final Vertx vertx;
  private final Path folder;
  private final Predicate<String> isOne;
  private final BooleanSupplier stopping;

  /**
   * @param folder may be missing
   * @param isOne whether a folder of that name is one; what else lies there is left alone
   * @param stopping no other folder is begun then
   */
  OldFolders(Vertx vertx, Path folder, Predicate<String> isOne, BooleanSupplier stopping) {
    this.vertx = vertx;
    this.folder = folder;
    this.isOne = isOne;
    this.stopping = stopping;
  }

  /**
   * Has those removed that nobody needs. One that cannot be removed keeps none of the others.
   *
   * @param since they were not changed later than that
   * @param unneeded tells which of these names are not needed any more
   * @param remove removes one and tells whether it did
   * @return how many were removed
   */
  Future<Integer> remove(
      Instant since,
      Function<Collection<String>, Future<Set<String>>> unneeded,
      Function<String, Future<Boolean>> remove) {
    return vertx
        .executeBlocking(() -> names(since), false)
        .compose(
            names -> {
              var all = Promise.<Integer>promise();
              remove(names, 0, unneeded, remove, all);
              return all.future();
            });
  }

  private List<String> names(Instant since) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.newDirectoryStream(folder, entry -> isOld(entry, since))) {
      var names = new ArrayList<String>();
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
      return names;
    }
  }

  private boolean isOld(Path entry, Instant since) throws IOException {
    return isOne.test(entry.getFileName().toString())
        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
        && !Files.getLastModifiedTime(entry).toInstant().isAfter(since);
  }

  /** None waits for the next ones, as in {@link TaskPurge}. */
  private void remove(
      List<String> names,
      int before,
      Function<Collection<String>, Future<Set<String>>> unneeded,
      Function<String, Future<Boolean>> remove,
      Promise<Integer> all) {
    if (names.isEmpty() || stopping.getAsBoolean()) {
      all.complete(before);
      return;
    }
    var some = names.subList(0, Math.min(AT_A_TIME, names.size()));
    var others = names.subList(some.size(), names.size());
    unneeded
        .apply(some)
        .compose(old -> oneByOne(List.copyOf(old), remove))
        .onFailure(all::fail)
        .onSuccess(removed -> remove(others, before + removed, unneeded, remove, all));
  }

  private Future<Integer> oneByOne(List<String> names, Function<String, Future<Boolean>> remove) {
    Future<Integer> removed = Future.succeededFuture(0);
    for (var name : names) {
      removed = removed.compose(count -> one(name, remove).map(done -> count + (done ? 1 : 0)));
    }
    return removed;
  }

  private Future<Boolean> one(String name, Function<String, Future<Boolean>> remove) {
    if (stopping.getAsBoolean()) {
      return Future.succeededFuture(false);
    }
    return Future.succeededFuture(name)
        .compose(remove)
        .recover(
            cause -> {
              log.warn("cannot remove {}: {}", folder.resolve(name), cause.toString());
              return Future.succeededFuture(false);
            });
  }
}
