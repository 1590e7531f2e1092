/**
 * Statements in plain English: by rules where their wording leaves nothing to judge, else by a
 * model.
 */
package io.llmdevops.check.statement;
