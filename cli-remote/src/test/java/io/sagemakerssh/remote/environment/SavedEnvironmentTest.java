package io.sagemakerssh.remote.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedEnvironmentTest {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("environment");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "two words",
        "it's",
        "'''",
        "say \"hello\"",
        "a\nb\n\nc",
        "ends with a line break\n",
        "$HOME `id` $(id) \\ \\n \\",
        "# no comment",
        "{\"json\": [1, 'two']}",
        "Grüße, 世界",
        "=",
        "\ttab"
      })
  void shAndWeReadBackExactlyWhatWasSaved(String value) throws Exception {
    new SavedEnvironment(file()).save(Map.of("VALUE", value, "ZZ_LAST", "last"));

    assertThat(new SavedEnvironment(file()).read())
        .containsEntry("VALUE", value)
        .containsEntry("ZZ_LAST", "last");
    Process sh =
        new ProcessBuilder(
                "sh", "-c", ". \"$0\"; printf '%s|%s' \"$VALUE\" \"$ZZ_LAST\"", file().toString())
            .start();
    String read = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(read).isEqualTo(value + "|last");
  }

  @Test
  void keepsTheImagesOwnLinesHoweverOftenItSaves() throws Exception {
    Files.writeString(file(), "# of the image\nIMAGE=\"its own\"\nBOTH=before");

    new SavedEnvironment(file()).save(Map.of("BOTH", "first", "ONCE", "1"));
    new SavedEnvironment(file()).save(Map.of("BOTH", "second"));

    assertThat(Files.readString(file()))
        .startsWith("# of the image\nIMAGE=\"its own\"\nBOTH=before\n");
    assertThat(new SavedEnvironment(file()).read())
        .containsEntry("IMAGE", "its own")
        .containsEntry("BOTH", "second")
        .doesNotContainKey("ONCE");
  }

  @Test
  void leavesOutWhatBelongsToASession() throws Exception {
    SavedEnvironment.Saved saved =
        new SavedEnvironment(file())
            .save(
                Map.of(
                    "HOME",
                    "/h",
                    "TERM",
                    "t",
                    "PWD",
                    "/p",
                    "_",
                    "x",
                    "SHLVL",
                    "2",
                    "BASH_FUNC_module%%",
                    "() { :; }",
                    "SM_HOSTS",
                    "[\"algo-1\"]"));

    assertThat(saved.saved()).containsExactly("SM_HOSTS", "START_SSH");
    assertThat(saved.unusable()).isEmpty();
  }

  @Test
  void aScriptRunInASessionDoesNotSetUpSshAgain() throws Exception {
    new SavedEnvironment(file()).save(Map.of("START_SSH", "true"));

    assertThat(new SavedEnvironment(file()).read()).containsEntry("START_SSH", "false");
  }

  @Test
  void tellsNamesThatNoShellCanSet() throws Exception {
    SavedEnvironment.Saved saved =
        new SavedEnvironment(file()).save(Map.of("SM_HP_batch-size", "32", "A", "1"));

    assertThat(saved.unusable()).containsExactly("SM_HP_batch-size");
    assertThat(Files.readString(file())).doesNotContain("32");
  }

  @Test
  void onlyTheOwnerMayReadIt() throws Exception {
    Files.writeString(file(), "OLD=1");

    new SavedEnvironment(file()).save(Map.of("SECRET", "s3cr3t"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file())).startsWith("OLD=1\n");
  }

  @Test
  void readsWhatOthersWroteAndSkipsTheRest() throws Exception {
    Files.writeString(
        file(),
        "# comment\nPATH=/usr/bin:/bin\nexport LANG=\"C.UTF-8\"\nA=b\\ c\"d\\\"e\"'f'\n"
            + "no assignment\nB-C=1\nLAST='unterminated");

    assertThat(new SavedEnvironment(file()).read())
        .isEqualTo(
            Map.of(
                "PATH",
                "/usr/bin:/bin",
                "LANG",
                "C.UTF-8",
                "A",
                "b cd\"ef",
                "LAST",
                "unterminated"));
  }

  @Test
  void nothingSavedIsNothingRead() throws Exception {
    assertThat(new SavedEnvironment(file()).read()).isEmpty();
  }
}
