/** The library directory for a job's source_dir. */
package io.sagemakerssh.local.library;
