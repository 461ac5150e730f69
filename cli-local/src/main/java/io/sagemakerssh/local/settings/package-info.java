/** The user's own defaults. */
package io.sagemakerssh.local.settings;
