/** The user's home directory: what we keep there, and how several processes share it. */
package io.sagemakerssh.local.home;
