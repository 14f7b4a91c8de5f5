import Glibc
import MoatHost
import MoatTestSupport
import Testing

@Suite(.waits) struct `live process runner` {
  private func shell(
    _ script: String, input: String = "", limit: Int = 1000, deadline: Duration = .seconds(3_000)
  ) async throws(ProcessFailure) -> ProcessResult {
    try await LiveProcessRunner().run(
      ProcessRequest(
        executable: "/bin/sh", arguments: ["-c", script],
        environment: ["PATH": "/usr/bin:/bin", "GIVEN": "yes"], input: Array(input.utf8),
        outputLimit: limit, errorLimit: limit, deadline: deadline))
  }

  @Test func `collects both streams and the status`() async throws {
    let result = try await shell(
      "cat; echo \"$GIVEN$HOME\" >&2; exit 3", input: "in", limit: 100)
    #expect(
      result
        == ProcessResult(
          ending: .exited(3), output: Array("in".utf8), error: Array("yes\n".utf8)))
    #expect(try await shell("kill -9 $$").ending == .signalled(9))
  }

  @Test func `survives a program that does not read its input`() async throws {
    let result = try await shell("exit 0", input: String(repeating: "x", count: 1 << 20))
    #expect(result.ending == .exited(0))
  }

  @Test func `kills what writes too much`() async {
    await #expect(throws: ProcessFailure.outputTooLarge) { try await shell("yes") }
    await #expect(throws: ProcessFailure.outputTooLarge) { try await shell("yes >&2") }
  }

  @Test func `kills the whole group at the deadline`() async throws {
    try await inTemporaryFolder { folder in
      let script =
        "trap '' TERM; (trap '' TERM; while :; do echo x >> \(folder)/ticks; sleep 0.02; done) & wait"
      // Long enough for the inner shell to have begun, also on a busy machine.
      await #expect(throws: ProcessFailure.deadlineExceeded(.seconds(3))) {
        try await shell(script, deadline: .seconds(3))
      }
      let first = try LiveFileSystem().stamp(of: "\(folder)/ticks").size
      try await Task.sleep(for: .milliseconds(500))
      #expect(try LiveFileSystem().stamp(of: "\(folder)/ticks").size == first)
    }
  }

  @Test func `says what is missing`() async {
    await #expect(throws: ProcessFailure.notFound("/nonexistent/x")) {
      try await LiveProcessRunner().run(
        ProcessRequest(
          executable: "/nonexistent/x", arguments: [], environment: [:], outputLimit: 1,
          deadline: .seconds(3_000)))
    }
  }

  @Test func `stops when it is cancelled`() async throws {
    try await inTemporaryFolder { folder in
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          await #expect(throws: ProcessFailure.cancelled) {
            try await shell("sleep 3000; touch \(folder)/alive")
          }
        }
        try? await Task.sleep(for: .milliseconds(100))
        group.cancelAll()
      }
      let kind = try LiveFileSystem().kind(of: "\(folder)/alive")
      #expect(kind == nil)
    }
  }
}
