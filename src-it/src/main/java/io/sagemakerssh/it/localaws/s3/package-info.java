/** A stand-in of S3: buckets and objects, multipart uploads, listings, digests. */
package io.sagemakerssh.it.localaws.s3;
