/** The container's SSH server: embedded, or the image's own OpenSSH. */
package io.sagemakerssh.remote.sshserver;
