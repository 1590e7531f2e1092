/**
 * Keeps what the engine holds in confidence out of what it sends: prompts and repositories are
 * searched for it. Below the stages, since {@code llm} and {@code check} both do.
 */
package io.llmdevops.secrets;
