/** The laptop's program: {@code sm-local-ssh-training}. */
package io.sagemakerssh.local;
