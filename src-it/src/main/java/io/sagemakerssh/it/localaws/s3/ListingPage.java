package io.sagemakerssh.it.localaws.s3;

import java.util.List;

/**
 * One page of a listing.
 *
 * @param commonPrefixes what keys were folded into
 * @param truncated whether there is more
 * @param last the last key or common prefix of the page: where the next page goes on
 */
record ListingPage(
    List<StoredObject> contents, List<String> commonPrefixes, boolean truncated, String last) {
  ListingPage {
    contents = List.copyOf(contents);
    commonPrefixes = List.copyOf(commonPrefixes);
  }

  int count() {
    return contents.size() + commonPrefixes.size();
  }
}
