/** What a version's pages are worth: from what is to be seen to results, and to what repairs it. */
package io.llmdevops.check.page;
