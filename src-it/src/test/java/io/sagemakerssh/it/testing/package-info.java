/** What helps tests to tell what went wrong. */
package io.sagemakerssh.it.testing;
