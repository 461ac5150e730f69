/** A proxy that harms websockets by a seeded plan. */
package io.sagemakerssh.it.fault;
