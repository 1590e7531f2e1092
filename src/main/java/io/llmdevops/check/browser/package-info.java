/** Versions as their visitors see them: what is asked of a browser, and what it tells. */
package io.llmdevops.check.browser;
