package io.sagemakerssh.it.localaws.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * What a listing is to show.
 *
 * @param prefix what keys start with; empty for all
 * @param delimiter where keys are folded into common prefixes; empty for nowhere
 * @param after only keys and common prefixes behind this one; empty for all
 * @param maxKeys how many keys and common prefixes at most
 */
record ListingQuery(String prefix, String delimiter, String after, int maxKeys) {

  ListingPage page(NavigableMap<String, StoredObject> objects) {
    List<StoredObject> contents = new ArrayList<>();
    List<String> folded = new ArrayList<>();
    String last = after;
    for (StoredObject object : objects.tailMap(prefix, true).values()) {
      if (!object.key().startsWith(prefix)) {
        break;
      }
      String entry = entry(object.key());
      if (KeyOrder.UTF8_BYTES.compare(object.key(), after) <= 0 || entry.equals(last)) {
        continue;
      }
      if (contents.size() + folded.size() == maxKeys) {
        return new ListingPage(contents, folded, maxKeys > 0, last);
      }
      last = entry;
      if (folds(entry)) {
        folded.add(entry);
      } else {
        contents.add(object);
      }
    }
    return new ListingPage(contents, folded, false, last);
  }

  /** The key, or the common prefix that it is folded into. */
  private String entry(String key) {
    int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    return end < 0 ? key : key.substring(0, end + delimiter.length());
  }

  private boolean folds(String entry) {
    return !delimiter.isEmpty() && entry.indexOf(delimiter, prefix.length()) >= 0;
  }
}
