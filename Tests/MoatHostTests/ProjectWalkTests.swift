import Glibc
import MoatHost
import Testing

@Suite struct `project walk` {
  private func find(_ root: String, git: any GitRepository = liveGit()) async -> ProjectFiles {
    await ProjectWalk(files: LiveFileSystem(), git: git).files(below: root)
  }

  private func makeProject(in folder: String) throws {
    for path in [
      "Cargo.toml", "Cargo.lock", "rust-toolchain", ".cargo/config.toml", "b/Cargo.toml",
      "b/Cargo.lock", "b/rust-toolchain.toml", "b/.cargo/config", "b/config.toml",
      "target/package/Cargo.toml", "vendor/x/Cargo.toml", "web/node_modules/y/Cargo.lock",
    ] {
      try put("", at: "\(folder)/\(path)")
    }
  }

  private let expected: ProjectFiles = {
    var project = ProjectFiles()
    project.manifests = ["Cargo.toml", "b/Cargo.toml"]
    project.toolchains = ["b/rust-toolchain.toml", "rust-toolchain"]
    project.configurations = [".cargo/config.toml", "b/.cargo/config"]
    project.excluded = ["target", "vendor", "web/node_modules"]
    return project
  }()

  @Test func `walks by itself outside a repository`() async throws {
    try await inTemporaryFolder { folder in
      try makeProject(in: folder)
      symlink("..", "\(folder)/b/loop")
      symlink("b", "\(folder)/link")
      symlink("none", "\(folder)/web/Cargo.lock")
      var expected = expected
      expected.lockfiles = ["Cargo.lock", "b/Cargo.lock"].map {
        FoundLockfile(path: $0, tracked: .notARepository)
      }
      #expect(await find(folder) == expected)
    }
  }

  @Test func `asks git inside one, and finds the same`() async throws {
    try await inTemporaryFolder { folder in
      try makeProject(in: folder)
      try await makeRepository(in: folder)
      var expected = expected
      expected.lockfiles = ["Cargo.lock", "b/Cargo.lock"].map {
        FoundLockfile(path: $0, tracked: .tracked)
      }
      #expect(await find(folder) == expected)
      let inner = await find("\(folder)/b")
      #expect(inner.lockfiles == [FoundLockfile(path: "Cargo.lock", tracked: .tracked)])
      #expect(inner.configurations == [".cargo/config"])
    }
  }

  /// Files without an ending, of which one cannot be executed; git gives each mode its own number.
  private func makePrograms(in folder: String) throws {
    try put("#!/bin/sh\n", at: "\(folder)/ci/run")
    try put("#!/usr/bin/env pwsh\n", at: "\(folder)/ci.d/build")
    try put("#!/usr/bin/python3\n", at: "\(folder)/ci/generate")
    try put("#!/bin/sh\n", at: "\(folder)/vendor/x/configure")
    try put("#!/bin/sh\n", at: "\(folder)/.hidden")
    symlink("run", "\(folder)/ci/link")
    symlink("none", "\(folder)/ci/nothing")
    for path in ["ci/run", "ci.d/build", "ci/generate", "vendor/x/configure", ".hidden"] {
      chmod("\(folder)/\(path)", 0o755)
    }
    try put("#!/bin/sh\n", at: "\(folder)/ci/plain")
  }

  @Test func `finds scripts by their first line`() async throws {
    try await inTemporaryFolder { folder in
      try makePrograms(in: folder)
      let build = AutomationFile(path: "ci.d/build", kind: .powerShellScript)
      let run = AutomationFile(path: "ci/run", kind: .shellScript)
      // Outside of git nothing says which files people mean to run.
      let plain = AutomationFile(path: "ci/plain", kind: .shellScript)
      #expect(await find(folder).automation == [build, plain, run])
      try await makeRepository(in: folder)
      #expect(await find(folder).automation == [build, run])
      #expect(
        await find("\(folder)/ci").automation == [AutomationFile(path: "run", kind: .shellScript)])
      #expect(
        await ProjectWalk(files: LiveFileSystem(), git: liveGit())
          .files(directlyIn: "\(folder)/ci").automation.isEmpty)
    }
  }

  @Test func `a workflow that is a link to nothing is listed`() async throws {
    try await inTemporaryFolder { folder in
      try put("", at: "\(folder)/.github/workflows/ci.yml")
      symlink("none", "\(folder)/.github/workflows/link.yml")
      symlink("none", "\(folder)/link.sh")
      let expected = [".github/workflows/ci.yml", ".github/workflows/link.yml"]
      #expect(await find(folder).automation.map(\.path) == expected)
      try await makeRepository(in: folder)
      #expect(await find(folder).automation.map(\.path) == expected)
    }
  }

  @Test func `looks into one folder alone, by itself and with git`() async throws {
    try await inTemporaryFolder { folder in
      try makeProject(in: folder)
      let walk = ProjectWalk(files: LiveFileSystem(), git: liveGit())
      for state in [TrackedState.notARepository, .tracked] {
        if state == .tracked { try await makeRepository(in: folder) }
        for (path, toolchain) in [("", "rust-toolchain"), ("/b", "rust-toolchain.toml")] {
          var expected = ProjectFiles()
          expected.lockfiles = [FoundLockfile(path: "Cargo.lock", tracked: state)]
          expected.manifests = ["Cargo.toml"]
          expected.toolchains = [toolchain]
          #expect(await walk.files(directlyIn: folder + path) == expected)
        }
      }
    }
  }

  @Test func `tells an ignored lockfile of one folder, and not what is below`() async throws {
    try await inTemporaryFolder { folder in
      for path in ["Cargo.toml", "Cargo.lock", "b/Cargo.toml", "b/Cargo.lock"] {
        try put("", at: "\(folder)/\(path)")
      }
      try put("Cargo.lock\n", at: "\(folder)/.gitignore")
      try await makeRepository(in: folder)
      let found = await ProjectWalk(files: LiveFileSystem(), git: liveGit())
        .files(directlyIn: folder)
      #expect(found.lockfiles == [FoundLockfile(path: "Cargo.lock", tracked: .ignored)])
      #expect(found.manifests == ["Cargo.toml"])
    }
  }

  @Test func `tells tracked, untracked, ignored and deleted apart`() async throws {
    try await inTemporaryFolder { folder in
      for name in ["tracked", "ignored", "deleted", "gone"] {
        try put("", at: "\(folder)/\(name)/Cargo.toml")
      }
      for name in ["tracked", "deleted"] { try put("", at: "\(folder)/\(name)/Cargo.lock") }
      try put("/ignored/Cargo.lock\n/out/\n", at: "\(folder)/.gitignore")
      try await makeRepository(in: folder)
      try LiveFileSystem().remove("\(folder)/deleted/Cargo.lock")
      try LiveFileSystem().remove("\(folder)/gone")
      for path in ["ignored/Cargo.lock", "out/Cargo.toml", "out/Cargo.lock"] {
        try put("", at: "\(folder)/\(path)")
      }
      for name in ["Cargo.toml", "Cargo.lock"] { try put("", at: "\(folder)/new é\n/\(name)") }
      let found = await find(folder)
      #expect(
        found.lockfiles == [
          FoundLockfile(path: "ignored/Cargo.lock", tracked: .ignored),
          FoundLockfile(path: "new é\n/Cargo.lock", tracked: .untracked),
          FoundLockfile(path: "tracked/Cargo.lock", tracked: .tracked),
        ])
      #expect(
        found.manifests
          == ["deleted", "ignored", "new é\n", "tracked"].map { "\($0)/Cargo.toml" })
      #expect(found.problems.isEmpty)
    }
  }

  @Test func `starts git at most three times`() async throws {
    try await inTemporaryFolder { folder in
      for name in ["a", "b", "c"] {
        try put("", at: "\(folder)/\(name)/Cargo.toml")
        try put("", at: "\(folder)/\(name)/Cargo.lock")
      }
      try put("Cargo.lock\n", at: "\(folder)/.gitignore")
      try await makeRepository(in: folder)
      try put("", at: "\(folder)/bin/git")
      let processes = InMemoryProcessRunner { request in
        let output =
          request.arguments.contains("ls-files")
          ? "H a/Cargo.toml\0H b/Cargo.toml\0? c/Cargo.toml\0" : "./a/Cargo.lock\0./c/Cargo.lock\0"
        return .success(ProcessResult(ending: .exited(0), output: Array(output.utf8)))
      }
      let git = LiveGit(
        processes: processes, files: LiveFileSystem(),
        environment: Environment(
          variables: ["PATH": "\(folder)/bin"], currentDirectory: "/"))
      let found = await find(folder, git: git)
      #expect(processes.requests.count == 3)
      #expect(
        found.lockfiles.map(\.tracked)
          == [.ignored, .unavailable("git does not list it"), .ignored])
    }
  }

  @Test func `walks by itself, and says so, when git is missing`() async throws {
    try await inTemporaryFolder { folder in
      try put("", at: "\(folder)/Cargo.lock")
      try await makeRepository(in: folder)
      let found = await find(folder, git: liveGit(path: ""))
      #expect(
        found.lockfiles
          == [FoundLockfile(path: "Cargo.lock", tracked: .unavailable("git is not installed"))])
      #expect(found.excluded == [".git"])
    }
  }

  @Test func `names submodules and marks repositories below the root`() async throws {
    try await inTemporaryFolder { folder in
      try put("[submodule \"x\"]\n\tpath = deps/x\n\turl = ../x\n", at: "\(folder)/a/.gitmodules")
      try await makeRepository(in: "\(folder)/a")
      #expect(await find("\(folder)/a").excluded == ["deps/x"])
      try put("", at: "\(folder)/a/b/Cargo.lock")
      #expect(
        await find(folder).lockfiles == [
          FoundLockfile(
            path: "a/b/Cargo.lock",
            tracked: .unavailable("inside a git repository below the folder that was checked"))
        ])
    }
  }

  @Test func `reports names that are not UTF-8`() async throws {
    try await inTemporaryFolder { folder in
      var odd = Array("\(folder)/".utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
      try #require(mkdir(&odd, 0o700) == 0)
      var inside = odd.dropLast() + Array("/Cargo.lock".utf8CString)
      let descriptor = open(&inside, O_WRONLY | O_CREAT, 0o600)
      try #require(descriptor >= 0)
      close(descriptor)
      defer {
        unlink(&inside)
        rmdir(&odd)
      }
      let problem = PathProblem(path: "\u{FFFD}", reason: "the name is not UTF-8")
      #expect(await find(folder).problems == [problem])
      try await makeRepository(in: folder)
      #expect(
        await find(folder).problems
          == [PathProblem(path: "\u{FFFD}/Cargo.lock", reason: problem.reason)])
    }
  }

  @Test func `reports folders it cannot list, and those too deep`() async {
    let files = InMemoryFileSystem(["/p/a/Cargo.lock": "", "/p/Cargo.toml": ""])
    files.set("/p/secret", .failing(.permissionDenied))
    let deep = Array(repeating: "d", count: ProjectWalk.depthLimit + 2).joined(separator: "/")
    files.set("/p/\(deep)/Cargo.lock", .file([]))
    let walk = ProjectWalk(files: files, git: InMemoryGit())
    let found = await walk.files(below: "/p")
    #expect(found.lockfiles.map(\.path) == ["a/Cargo.lock"])
    #expect(
      found.problems.map(\.reason)
        == ["more than \(ProjectWalk.depthLimit) folders deep", "permission denied"])
    #expect(found.problems.last?.path == "secret")
    let missing = await walk.files(below: "/none")
    #expect(missing.problems == [PathProblem(path: ".", reason: "no such file or folder")])
  }
}
