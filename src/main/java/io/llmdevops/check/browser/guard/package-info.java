/** What stands between a page and the world. */
package io.llmdevops.check.browser.guard;
