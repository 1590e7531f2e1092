package io.llmdevops.github.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What was read before, so that it need not be told again: an answer that nothing has changed costs
 * nothing of the rate limit (GitHub Docs, "Best practices for using the REST API"). Belongs to one
 * context.
 */
final class Remembered {

  static final int MOST = 500;

  /** Of a body: what is larger is not asked for often. */
  static final int MOST_CHARACTERS = 64 << 10;

  private static final int OK = 200;

  /** Within them a change may show anywhere. */
  private static final Pattern REPOSITORY = Pattern.compile("/repos/[^/?]+/[^/?]+");

  private final Map<String, Reply> replies =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reply> eldest) {
          return size() > MOST;
        }
      };

  Optional<Reply> at(String path) {
    return Optional.ofNullable(replies.get(path));
  }

  /** The headers of a request for what has changed since. */
  static MultiMap conditions(Optional<Reply> known) {
    var conditions = MultiMap.caseInsensitiveMultiMap();
    var headers = known.map(Reply::headers).orElse(MultiMap.caseInsensitiveMultiMap());
    if (headers.contains(HttpHeaders.ETAG)) {
      conditions.set(HttpHeaders.IF_NONE_MATCH, headers.get(HttpHeaders.ETAG));
    } else if (headers.contains(HttpHeaders.LAST_MODIFIED)) {
      conditions.set(HttpHeaders.IF_MODIFIED_SINCE, headers.get(HttpHeaders.LAST_MODIFIED));
    }
    return conditions;
  }

  /**
   * @param size of the body as it came; one that has not changed did not come again
   */
  void keep(String path, Reply reply, int size) {
    var isOfUse = reply.status() == OK && !conditions(Optional.of(reply)).isEmpty();
    if (isOfUse && size <= MOST_CHARACTERS) {
      replies.put(path, reply.copy());
    } else {
      replies.remove(path);
    }
  }

  /** Something was changed there: nothing that may be old may hide it. */
  void forgetBelow(String path) {
    var repository = REPOSITORY.matcher(path);
    var root = repository.lookingAt() ? repository.group() : path;
    replies
        .keySet()
        .removeIf(
            known ->
                known.equals(root) || known.startsWith(root + "/") || known.startsWith(root + "?"));
  }
}
