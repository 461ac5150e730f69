/** The way to a container: found, given the key, its host key pinned. */
package io.sagemakerssh.local.connect;
