package io.llmdevops.check.repository;

/**
 * A place in a file that names another.
 *
 * @param target as it stands there, entities and escapes undone
 * @param line in that file, from 1
 * @param what the element or the rule that holds it, for a person
 * @param weak a broken one is a warning: a script may well catch it before it is followed
 */
record Reference(String target, int line, String what, boolean weak) {}
