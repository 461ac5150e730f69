/** The container's one background process: it holds the SSH server and the SSM agent. */
package io.sagemakerssh.remote.daemon;
