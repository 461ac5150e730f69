/** Managed instances of containers that are gone: finding and deregistering them. */
package io.sagemakerssh.local.stale;
