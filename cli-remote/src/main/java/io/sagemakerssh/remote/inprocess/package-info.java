/** A transport for MINA's SSH server that needs no socket: whoever connects is in this process. */
package io.sagemakerssh.remote.inprocess;
