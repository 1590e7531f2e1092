/**
 * How GitHub Pages answers: what local hosting and the check in a browser have in common, so that a
 * site behaves alike wherever it is looked at.
 */
package io.llmdevops.pages;
