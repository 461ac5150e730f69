package io.sagemakerssh.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.diagnosis.Diagnosis;
import io.sagemakerssh.core.diagnosis.Examined;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.key.SshKeyPair;
import io.sagemakerssh.local.home.UserHome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final List<String> SECRETS =
      List.of(
          "wJalrXUtnFEMI/K7MDENG",
          "IQoJb3JpZ2luX2VjE",
          "AKIAIOSFODNN7EXAMPLE",
          "ASIAIOSFODNN7EXAMPLE",
          "hunter2-of-the-proxy",
          "hf_verysecrettoken",
          "123456789012",
          "abc123signature");

  @TempDir Path directory;

  private Map<String, String> written() throws IOException {
    Path home = Files.createDirectories(directory.resolve("jane"));
    Environment environment =
        new Environment(
            Map.of(
                "HOME", home.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", SECRETS.get(2),
                "AWS_SECRET_ACCESS_KEY", SECRETS.get(0),
                "AWS_SESSION_TOKEN", SECRETS.get(1),
                "HTTPS_PROXY", "http://jane:" + SECRETS.get(4) + "@proxy.example.com:3128",
                "HF_TOKEN", SECRETS.get(5)));
    UserHome user = UserHome.of(environment, home);
    SshKeyPair.in(user.privateKey());
    Files.createDirectories(user.ours());
    Files.writeString(user.ourConfig(), "Host x\n  IdentityFile " + user.privateKey() + "\n");
    Path file = directory.resolve("report.zip");
    Bundle.at(file, environment).write(diagnosis(), user);
    Map<String, String> texts = new TreeMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private static Diagnosis diagnosis() {
    return new Diagnosis(
        List.of(
            new Examined(
                "identity",
                Set.of(),
                Finding.ok("arn:aws:iam::123456789012:user/jane with " + SECRETS.get(3))),
            new Examined(
                "log",
                Set.of("identity"),
                Finding.fail(
                    "it says " + SECRETS.get(5) + ", Signature=" + SECRETS.get(7),
                    "mend " + SECRETS.get(0) + " in s3://sagemaker-us-east-1-" + SECRETS.get(6),
                    ExitCode.TIMEOUT))));
  }

  @Test
  void holdsNoSecret() throws IOException {
    assertThat(written())
        .hasSizeGreaterThan(3)
        .allSatisfy(
            (name, text) ->
                assertThat(text)
                    .doesNotContain(SECRETS)
                    .doesNotContain("PRIVATE KEY")
                    .doesNotContain(directory.toString()));
  }

  @Test
  void isForTheUserAlone() throws IOException {
    written();

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("report.zip"))))
        .isEqualTo("rw-------");
  }

  @Test
  void holdsWhatABugReportNeeds() throws IOException {
    Map<String, String> texts = written();

    assertThat(texts.get("diagnosis.txt")).contains("Cause: log", "arn:aws:iam::<account>:user");
    assertThat(texts.get("diagnosis.json")).startsWith("{").contains("\"exitCode\":25");
    assertThat(texts.get("versions.txt")).contains("java.version=17");
    assertThat(texts.get("settings.txt"))
        .contains("AWS_REGION=us-east-1", "AWS_SECRET_ACCESS_KEY=<set>", "proxy.example.com");
    assertThat(texts.get("ssh-config.txt")).contains("~/.ssh/");
  }

  @Test
  void whatIsThereIsNotWrittenOver() throws IOException {
    Path file = Files.writeString(directory.resolve("mine"), "kept");

    assertThatThrownBy(() -> Bundle.at(file, new Environment(Map.of())))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE));
    assertThat(file).hasContent("kept");
  }
}
