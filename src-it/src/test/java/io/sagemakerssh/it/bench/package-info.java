/** Benchmarks: tables for people, run by {@code scripts/bench}; they assert no time. */
package io.sagemakerssh.it.bench;
