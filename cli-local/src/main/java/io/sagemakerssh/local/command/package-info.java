/** One class a command: parse, call, print. */
package io.sagemakerssh.local.command;
