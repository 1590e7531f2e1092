package io.llmdevops.config;

import java.util.Optional;

/**
 * What a model's server wants to see.
 *
 * @param variable where it is, or would be
 */
record ModelKey(String variable, Optional<Secret> secret) {}
