/** Puts the library into a job's sources: a directory, an archive, or an archive in S3. */
package io.sagemakerssh.local.inject;
