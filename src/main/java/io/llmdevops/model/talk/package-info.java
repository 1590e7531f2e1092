/**
 * How the engine speaks with models, whatever about: within a task's limits, without its secrets,
 * by texts that an operator may replace. Below the stages, since one asks for apps and another for
 * verdicts.
 */
package io.llmdevops.model.talk;
