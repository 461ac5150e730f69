/**
 * SSH keys: the user's key pair, its way into the container, and the container's pinned host key.
 */
package io.sagemakerssh.core.key;
