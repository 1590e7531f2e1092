/** What all judges of a version share: what they judge, and how they say what they found. */
package io.llmdevops.check.judging;
