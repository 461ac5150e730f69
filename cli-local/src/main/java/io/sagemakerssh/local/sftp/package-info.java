/** A client of the SSH file transfer protocol, version 3, over any pair of streams. */
package io.sagemakerssh.local.sftp;
