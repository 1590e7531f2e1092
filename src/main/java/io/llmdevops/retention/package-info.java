/** What has ended long ago is removed. */
package io.llmdevops.retention;
