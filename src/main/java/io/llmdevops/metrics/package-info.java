/** What is measured while the engine runs. */
package io.llmdevops.metrics;
