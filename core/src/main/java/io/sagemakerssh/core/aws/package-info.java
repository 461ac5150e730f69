/** AWS clients: region, profile, role, endpoints, proxy, certificate authorities, retries. */
package io.sagemakerssh.core.aws;
