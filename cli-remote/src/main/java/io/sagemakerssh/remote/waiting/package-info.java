/** Waiting before the training begins: until it is stopped, or its time is up. */
package io.sagemakerssh.remote.waiting;
