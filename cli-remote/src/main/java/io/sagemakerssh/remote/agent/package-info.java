/** The embedded SSM agent: health pings, Run Command, port sessions. */
package io.sagemakerssh.remote.agent;
