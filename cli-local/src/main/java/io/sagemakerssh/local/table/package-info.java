/** Rows for people and for programs. */
package io.sagemakerssh.local.table;
