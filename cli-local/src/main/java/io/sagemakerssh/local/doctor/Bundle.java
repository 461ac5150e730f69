package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.config.LaptopVariables;
import io.sagemakerssh.core.diagnosis.Diagnosis;
import io.sagemakerssh.core.diagnosis.DiagnosisReport;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import io.sagemakerssh.local.home.UserHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip archive for a bug report: what was found, versions, the settings that matter, our SSH
 * configuration. Every text goes through {@link Redaction}; keys and the job's environment are not
 * in it at all.
 */
public final class Bundle {
  private static final List<String> SETTINGS =
      List.of(
          AwsVariables.AWS_REGION,
          AwsVariables.AWS_DEFAULT_REGION,
          AwsVariables.AWS_PROFILE,
          AwsVariables.AWS_ENDPOINT_URL,
          AwsVariables.AWS_ENDPOINT_URL_SSMMESSAGES,
          AwsVariables.AWS_CA_BUNDLE,
          AwsVariables.AWS_ACCESS_KEY_ID,
          AwsVariables.AWS_SECRET_ACCESS_KEY,
          AwsVariables.AWS_SESSION_TOKEN,
          AwsVariables.HTTPS_PROXY,
          AwsVariables.HTTP_PROXY,
          AwsVariables.NO_PROXY,
          LaptopVariables.SSH_AUTHORIZED_KEYS_PATH,
          LaptopVariables.SSH_KEY,
          "LANG",
          "TERM");

  private static final List<String> PROPERTIES =
      List.of("java.version", "java.vendor", "os.name", "os.version", "os.arch");

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(WholeFile.PRIVATE);

  private final Path file;
  private final Environment environment;

  private Bundle(Path file, Environment environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * An archive to be written.
   *
   * @throws UserError with {@link ExitCode#CANNOT_WRITE} if there is something of that name
   */
  public static Bundle at(Path file, Environment environment) {
    if (Files.exists(file)) {
      throw new UserError(
          ExitCode.CANNOT_WRITE,
          "Cannot write " + file,
          "there is something of that name already",
          "Choose another name.");
    }
    return new Bundle(file, environment);
  }

  /**
   * Writes it, readable by the user alone, and leaves nothing behind where that fails.
   *
   * @throws UserError if it cannot be written
   */
  public void write(Diagnosis diagnosis, UserHome home) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("diagnosis.txt", diagnosis(diagnosis));
    texts.put("diagnosis.json", DiagnosisReport.json(diagnosis).toString());
    texts.put("versions.txt", versions());
    texts.put("settings.txt", settings());
    texts.put("ssh-config.txt", content(home.ourConfig()));
    try {
      Files.createFile(file, PRIVATE);
      try {
        Files.write(file, zipped(texts));
      } catch (IOException failure) {
        Files.delete(file);
        throw failure;
      }
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot write the archive", file, failure);
    }
  }

  private byte[] zipped(Map<String, String> texts) throws IOException {
    Redaction redaction = new Redaction(environment);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(redaction.of(text.getValue()).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String diagnosis(Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder();
    diagnosis.examined().forEach(one -> text.append(DiagnosisReport.line(one)).append('\n'));
    DiagnosisReport.conclusion(diagnosis, "Nothing is wrong.")
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static String versions() {
    StringBuilder text = new StringBuilder();
    text.append("sagemaker-ssh-helper=")
        .append(Bundle.class.getPackage().getImplementationVersion())
        .append('\n');
    PROPERTIES.forEach(
        name -> text.append(name).append('=').append(System.getProperty(name)).append('\n'));
    return text.toString();
  }

  /** Of secret ones only that they are set. */
  private String settings() {
    StringBuilder text = new StringBuilder();
    for (String name : SETTINGS) {
      environment
          .text(name)
          .ifPresent(
              value ->
                  text.append(name)
                      .append('=')
                      .append(Redaction.isSecret(name) ? "<set>" : value)
                      .append('\n'));
    }
    return text.toString();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException none) {
      return "(none)";
    }
  }
}
