package io.llmdevops.secrets.leaks;

/**
 * A piece of a text that a program reads as something else.
 *
 * @param to behind its last character
 * @param instead what is read there
 */
record Splice(int from, int to, String instead) {}
