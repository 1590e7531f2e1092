/** What can be told of a version from its files alone. */
package io.llmdevops.check.repository;
