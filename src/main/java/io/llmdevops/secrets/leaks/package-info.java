/** Anybody's secrets, known by their form alone. */
package io.llmdevops.secrets.leaks;
