/** A training job as a whole: its log, its end. */
package io.sagemakerssh.local.job;
