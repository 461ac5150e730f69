/** A stand-in of CloudWatch Logs: groups, streams, events. */
package io.sagemakerssh.it.localaws.logs;
