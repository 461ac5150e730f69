/** Objects in S3 that hold a job's sources. */
package io.sagemakerssh.local.s3;
