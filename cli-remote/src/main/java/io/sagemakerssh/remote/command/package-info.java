/** One class a program of the container: parse, call, print. */
package io.sagemakerssh.remote.command;
