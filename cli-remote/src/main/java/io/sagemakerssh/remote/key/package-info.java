/** Public keys that may log in: where they lie, how they get there. */
package io.sagemakerssh.remote.key;
