package io.llmdevops.github.standin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the parts of the stand-in listen. */
final class Urls {

  private final String apiPath;
  private final Map<String, Integer> pages = new ConcurrentHashMap<>();
  private volatile int api;
  private volatile int git;
  private volatile int logs;

  Urls(String apiPath) {
    this.apiPath = apiPath;
  }

  void api(int port) {
    api = port;
  }

  void git(int port) {
    git = port;
  }

  void logs(int port) {
    logs = port;
  }

  void pages(String owner, int port) {
    pages.put(owner, port);
  }

  private static String on(int port) {
    return "http://127.0.0.1:" + port;
  }

  String api() {
    return on(api) + apiPath;
  }

  String git() {
    return on(git);
  }

  String logs() {
    return on(logs);
  }

  /** Each owner has an origin of its own. */
  String pages(String owner) {
    return on(pages.getOrDefault(owner, 0));
  }

  boolean hasPages(String owner) {
    return pages.containsKey(owner);
  }

  String site(Hosted repository) {
    return pages(repository.owner().login()) + "/" + repository.name() + "/";
  }

  String html(Hosted repository) {
    return git() + "/" + repository.fullName();
  }

  String api(Hosted repository) {
    return api() + "/repos/" + repository.fullName();
  }
}
