/** What the laptop asks of AWS at more places than one, and how it waits for answers. */
package io.sagemakerssh.local.aws;
