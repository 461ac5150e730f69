package io.sagemakerssh.it.localaws.s3;

/**
 * A part as the uploader names it when completing.
 *
 * @param etag without quotation marks
 */
record CompletedPart(int number, String etag) {}
