import MoatHost
import Testing

@Suite struct `what runs by itself` {
  @Test(arguments: [
    (".github/workflows/ci.yml", AutomationFile.Kind.workflow),
    ("a/.github/workflows/action.yaml", .workflow), ("action.yml", .action),
    ("tools/setup/action.yaml", .action), (".github/dependabot.yml", .dependabot),
    (".github/renovate.json5", .renovate), (".renovaterc", .renovate), ("Dockerfile", .dockerfile),
    ("ci/Dockerfile.test", .dockerfile), ("ci/test.Dockerfile", .dockerfile),
    ("GNUmakefile", .makefile), ("rules.mk", .makefile), (".justfile", .justfile),
    ("ci/run.sh", .shellScript), ("ci/run.ps1", .powerShellScript), ("package.json", .npmManifest),
    ("requirements-dev.txt", .pythonManifest), ("go.mod", .goModule), (".gitmodules", .submodules),
  ])
  func `is told by its path`(path: String, kind: AutomationFile.Kind) {
    #expect(AutomationFile(path)?.kind == kind)
  }

  @Test(arguments: [
    ".github/workflows/sub/ci.yml", "workflows/ci.yml", "dependabot.yml", "my-action.yml",
    "action.yml.bak", "Dockerfiles", "run", "src/main.rs", "",
  ])
  func `is nothing of the kind`(path: String) { #expect(AutomationFile(path) == nil) }

  @Test func `knows whose it is`() {
    #expect(AutomationFile(".github/workflows/ci.yml")?.repository == "")
    #expect(AutomationFile("a/b/.github/dependabot.yml")?.repository == "a/b")
    #expect(AutomationFile("a/action.yml")?.repository == nil)
  }
}
