/** Bytes between local streams and a container's port. */
package io.sagemakerssh.local.tunnel;
