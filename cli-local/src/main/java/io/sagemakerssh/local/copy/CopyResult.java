package io.sagemakerssh.local.copy;

import com.google.gson.JsonObject;

/**
 * What a copy did.
 *
 * @param files copied, those included that were there already
 * @param bytes moved by this run
 * @param bytesFound already there
 */
public record CopyResult(int files, long bytes, long bytesFound, double seconds) {
  /** For programs. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("files", files);
    json.addProperty("bytes", bytes);
    json.addProperty("bytesAlreadyThere", bytesFound);
    json.addProperty("seconds", seconds);
    return json;
  }
}
