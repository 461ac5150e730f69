package io.sagemakerssh.it.localaws.auth;

import java.util.Map;

/**
 * What a valid signature proves.
 *
 * @param body the body, decoded if it was aws-chunked
 * @param trailers the trailing headers of an aws-chunked body, by lower-case name
 */
public record Authenticated(Caller caller, byte[] body, Map<String, String> trailers) {}
