/** Completion scripts with descriptions, for the shells that picocli writes none for. */
package io.sagemakerssh.local.completion;
