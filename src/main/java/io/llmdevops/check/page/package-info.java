/** What a version must be like in a browser, and the checks of a request that need one. */
package io.llmdevops.check.page;
