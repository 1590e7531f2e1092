package io.llmdevops.github.pages;

import io.vertx.core.Future;

/** Looks how far GitHub is with a site, of either kind. */
@FunctionalInterface
interface Watch {

  Future<Sight> look(Published published, Memory memory);
}
