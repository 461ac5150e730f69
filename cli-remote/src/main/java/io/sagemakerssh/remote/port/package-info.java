/** Connections to ports of the container. */
package io.sagemakerssh.remote.port;
