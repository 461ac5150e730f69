/** Forwards of SSH for programs that people use in containers. */
package io.sagemakerssh.local.forward;
