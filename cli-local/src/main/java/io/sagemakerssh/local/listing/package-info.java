/** The list of instances. */
package io.sagemakerssh.local.listing;
