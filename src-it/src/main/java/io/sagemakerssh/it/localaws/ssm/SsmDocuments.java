package io.sagemakerssh.it.localaws.ssm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.iam.Account;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The documents that there are, read from the resources beside this class. */
final class SsmDocuments {
  /** The document of sessions that name none; it belongs to the account. */
  static final String SHELL = "SSM-SessionManagerRunShell";

  private static final List<String> OF_AWS =
      List.of(
          "AWS-RunShellScript",
          "AWS-StartSSHSession",
          "AWS-StartPortForwardingSession",
          "AWS-StartPortForwardingSessionToRemoteHost",
          "AWS-StartInteractiveCommand",
          "AWS-StartNonInteractiveCommand");

  private final Map<String, SsmDocument> documents = new ConcurrentHashMap<>();
  private final Account account;

  SsmDocuments(Account account) {
    this.account = account;
    for (String name : OF_AWS) {
      documents.put(name, new SsmDocument(name, arn(name), read(name)));
    }
    documents.put(SHELL, new SsmDocument(SHELL, arn(SHELL), read(SHELL)));
  }

  /** Sets the content of the account's own document. */
  void replaceShell(JsonObject content) {
    documents.put(SHELL, new SsmDocument(SHELL, arn(SHELL), content));
  }

  /**
   * The document of that name, or of that ARN.
   *
   * @throws AwsError {@code InvalidDocument} if there is none for that purpose
   */
  SsmDocument demand(String nameOrArn, boolean forSessions) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    SsmDocument document = documents.get(name);
    if (document == null || document.forSessions() != forSessions) {
      throw AwsError.badRequest(
          "InvalidDocument", "Document with name " + name + " does not exist.");
    }
    return document;
  }

  /** The ARN of a document, whether or not it exists. */
  String arn(String nameOrArn) {
    if (nameOrArn.startsWith("arn:")) {
      return nameOrArn;
    }
    return nameOrArn.startsWith("AWS-")
        ? "arn:aws:ssm:" + account.region() + "::document/" + nameOrArn
        : account.arn("ssm", "document/" + nameOrArn);
  }

  private static JsonObject read(String name) {
    try (InputStream resource =
        SsmDocuments.class.getResourceAsStream("documents/" + name + ".json")) {
      return JsonParser.parseString(new String(resource.readAllBytes(), UTF_8)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
