/** The manual pages, made of the commands' own help. */
package io.sagemakerssh.local.manual;
