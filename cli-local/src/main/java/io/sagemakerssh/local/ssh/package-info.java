/** The system's OpenSSH client as a child process. */
package io.sagemakerssh.local.ssh;
