/** Checks that build on each other, and the one cause that their findings come down to. */
package io.sagemakerssh.core.diagnosis;
