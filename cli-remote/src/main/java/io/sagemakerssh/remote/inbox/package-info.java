/** How the container's shell programs ask the daemon for what would need a Java of their own. */
package io.sagemakerssh.remote.inbox;
