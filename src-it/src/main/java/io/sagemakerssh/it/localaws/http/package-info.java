/** The front door: HTTP and TLS server, routing, protocols, faults on demand. */
package io.sagemakerssh.it.localaws.http;
