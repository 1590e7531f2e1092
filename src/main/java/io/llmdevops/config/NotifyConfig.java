package io.llmdevops.config;

/**
 * How callbacks are sent.
 *
 * @param allowPrivate callbacks may go to addresses that are not globally reachable
 */
public record NotifyConfig(boolean allowPrivate) {}
