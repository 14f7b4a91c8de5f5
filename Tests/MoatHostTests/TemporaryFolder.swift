import Glibc
import MoatHost
import MoatTestSupport
import Testing

/// Runs a test in a fresh folder, which is removed afterwards.
func inTemporaryFolder(_ body: (String) async throws -> Void) async throws {
  let base = Environment.live()["TMPDIR"] ?? "/tmp"
  var template = Array("\(base)/moat-host-XXXXXX".utf8CString)
  let made = template.withUnsafeMutableBufferPointer { buffer in
    buffer.baseAddress.flatMap { mkdtemp($0) }.flatMap { realpath($0, nil) }
  }
  let buffer = try #require(made)
  let folder = String(cString: buffer)
  free(buffer)
  do { try await body(folder) } catch {
    try? LiveFileSystem().remove(folder)
    throw error
  }
  try LiveFileSystem().remove(folder)
}

/// Writes a file, with the folders above it.
func put(_ text: String, at path: String, mode: mode_t = 0o644) throws {
  if let parent = PathText.parent(path) { try LiveFileSystem().createDirectories(parent) }
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
  try #require(descriptor >= 0, "\(path)")
  defer { close(descriptor) }
  try DescriptorSink(descriptor).write(text)
}

/// A git for making repositories, with no configuration but this.
func makeWithGit(_ arguments: [String], in folder: String) async throws {
  let environment = Environment.live()
  let git = environment.searchPath.map { PathText.join($0, "git") }.first { access($0, X_OK) == 0 }
  let result = try await UnhurriedProcessRunner().run(
    ProcessRequest(
      executable: try #require(git), arguments: ["-C", folder] + arguments,
      environment: [
        "PATH": environment.searchPath.joined(separator: ":"), "HOME": folder,
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@example.com",
        "GIT_AUTHOR_DATE": "1000000000 +0000", "GIT_COMMITTER_DATE": "1700000000 +0200",
      ],
      outputLimit: 1 << 20, deadline: .seconds(600)))
  try #require(
    result.ending == .exited(0), "\(String(decoding: result.error, as: UTF8.self))")
}

/// Makes a repository of everything in `folder`.
func makeRepository(in folder: String) async throws {
  try await makeWithGit(["init", "-q", "-b", "main"], in: folder)
  try await makeWithGit(["add", "-A"], in: folder)
  try await makeWithGit(["commit", "-q", "--allow-empty", "-m", "one"], in: folder)
}

/// The git under test, with the user's configuration left out so that every machine agrees.
func liveGit(path: String? = nil, home: String = "/nonexistent") -> LiveGit {
  let environment = Environment.live()
  return LiveGit(
    processes: UnhurriedProcessRunner(), files: LiveFileSystem(),
    environment: Environment(
      variables: [
        "PATH": path ?? environment["PATH"] ?? "", "HOME": home, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_DIR": "/nonexistent",
      ],
      currentDirectory: "/"))
}
