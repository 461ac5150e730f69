/** What a user is told when something fails. */
package io.sagemakerssh.core.error;
