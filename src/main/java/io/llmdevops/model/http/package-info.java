/**
 * What the clients of models share: the connection, the reading of server-sent events, time-outs,
 * and what a failure means. A dialect adds a {@link io.llmdevops.model.http.Protocol} to it.
 */
package io.llmdevops.model.http;
