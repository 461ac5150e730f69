/** Java's HTTP client, as this process is to use it. */
package io.sagemakerssh.core.web;
