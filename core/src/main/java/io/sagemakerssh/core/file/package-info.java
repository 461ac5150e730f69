/** The user's files: written whole or not at all, and failures told in the user's words. */
package io.sagemakerssh.core.file;
