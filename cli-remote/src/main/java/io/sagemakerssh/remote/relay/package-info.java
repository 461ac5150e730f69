/** The container's part in copies through S3: it moves pieces of files, and needs no permission. */
package io.sagemakerssh.remote.relay;
