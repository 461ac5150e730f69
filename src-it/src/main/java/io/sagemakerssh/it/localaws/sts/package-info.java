/** A stand-in of STS: who am I, and becoming somebody else. */
package io.sagemakerssh.it.localaws.sts;
