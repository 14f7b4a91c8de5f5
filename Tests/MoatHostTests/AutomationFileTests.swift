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
    ("ci/run.sh", .shellScript), ("ci/run.ps1", .powerShellScript),
    ("build.cmd", .batchScript), ("ci/run.bat", .batchScript), ("package.json", .npmManifest),
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

  @Test(arguments: [
    ("#!/bin/sh\nexit", AutomationFile.Kind.shellScript), ("#!/bin/bash -eu", .shellScript),
    ("#! /usr/bin/env bash\r\n", .shellScript), ("#!/usr/bin/env -S A=1 bash -e\n", .shellScript),
    ("#!/usr/bin/env pwsh\n", .powerShellScript),
  ])
  func `is told by its first line`(text: String, kind: AutomationFile.Kind) {
    #expect(AutomationFile("ci/run", beginning: Array(text.utf8))?.kind == kind)
  }

  @Test(arguments: [
    "", "#", "#!", "#! ", "#!/usr/bin/env", "#!/usr/bin/env -S", "#!/usr/bin/python3 sh\n",
    "#!/usr/bin/env python3\n", "\n#!/bin/sh\n", "\u{FEFF}#!/bin/sh", "sh\n", "#!/bin/shell\n",
  ])
  func `says nothing of a shell`(text: String) {
    #expect(AutomationFile("ci/run", beginning: Array(text.utf8)) == nil)
  }

  @Test func `knows whose it is`() {
    #expect(AutomationFile(".github/workflows/ci.yml")?.repository == "")
    #expect(AutomationFile("a/b/.github/dependabot.yml")?.repository == "a/b")
    #expect(AutomationFile("a/action.yml")?.repository == nil)
  }
}
