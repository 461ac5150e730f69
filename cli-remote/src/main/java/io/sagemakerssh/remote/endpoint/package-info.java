/**
 * AWS's services as the daemon calls them: without the SDK's client of each, whose classes would
 * take a third of the daemon's memory, by the SDK's signer and HTTP client.
 */
package io.sagemakerssh.remote.endpoint;
