package io.sagemakerssh.it.localaws.sagemaker;

/**
 * Input data of a job.
 *
 * @param source a prefix of keys
 * @param sharded whether each node gets only its share
 */
record Channel(String name, S3Uri source, boolean sharded) {}
