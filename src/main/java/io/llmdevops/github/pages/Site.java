package io.llmdevops.github.pages;

import io.vertx.core.Future;

/** A site on its way, of either kind. */
@FunctionalInterface
interface Site {

  Future<Sight> look(Published published, Memory memory);
}
