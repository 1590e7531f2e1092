/** How nodes find each other, and what they know of each other. */
package io.llmdevops.cluster;
