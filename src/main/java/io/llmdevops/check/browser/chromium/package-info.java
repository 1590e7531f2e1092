/** The browser itself: its processes, its pages, and their end. */
package io.llmdevops.check.browser.chromium;
