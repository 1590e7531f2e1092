package io.llmdevops.github.rest;

/** An answer is larger than any that makes sense. */
final class TooLargeException extends RuntimeException {}
