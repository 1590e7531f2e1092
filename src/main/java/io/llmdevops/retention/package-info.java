/**
 * What has ended long ago is removed: tasks with all that belongs to them, and what this node keeps
 * of them in files. Repositories and pages of local hosting are what was asked for, and stay.
 */
package io.llmdevops.retention;
