/**
 * Forwarded connections of the SSH server, over TCP and Unix sockets: each direction ends by
 * itself, as with OpenSSH. MINA's own close both when the container's side ends one, and know no
 * Unix sockets.
 */
package io.sagemakerssh.remote.forward;
