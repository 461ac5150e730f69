/** What a user's own connection does: {@code speedtest}. */
package io.sagemakerssh.local.speedtest;
