package import Foundation

/// A program on a terminal of its own, with a person at the keys.
///
/// By way of Python, whose `pty` module makes the program the leader of a session with that terminal:
/// then Ctrl-C is a signal, and Ctrl-D the end of the input.
package struct PseudoTerminal: Sendable {
  private let python: Tool

  /// nil, with a printed reason, where there is no Python.
  package static let present: PseudoTerminal? = Tool(named: "python3").map {
    PseudoTerminal(python: $0)
  }

  /// What to wait for, and what to type then.
  package typealias Step = (wait: String, keys: String)

  /// What came of it.
  package struct Session: Sendable, Decodable {
    /// Everything that was shown, with the keys that were echoed.
    package let output: String
    /// The exit status, or the negative number of the signal that ended the program; -9 also where it
    /// did not end.
    package let status: Int32
    /// How many steps were taken.
    package let steps: Int
  }

  private static let driver = #"""
    import json, os, pty, select, signal, sys, time
    plan = json.loads(sys.stdin.read())
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(plan["folder"])
        os.execve(plan["program"], [plan["program"]] + plan["arguments"], plan["environment"])
    shown, seen, taken, end = b"", 0, 0, time.time() + 60
    while True:
        if time.time() > end:
            os.kill(pid, signal.SIGKILL)
            break
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if ready:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        if taken < len(plan["steps"]):
            wait, keys = plan["steps"][taken]
            place = shown.find(wait.encode(), seen)
            if place >= 0:
                seen, taken = place + len(wait.encode()), taken + 1
                time.sleep(0.2)
                os.write(terminal, keys.encode())
    _, status = os.waitpid(pid, 0)
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
    text = shown.decode(errors="replace").replace("\r\n", "\n")
    print(json.dumps({"output": text, "status": code, "steps": taken}))
    """#

  private struct Plan: Encodable {
    let program: String
    let arguments: [String]
    let folder: String
    let environment: [String: String]
    let steps: [[String]]
  }

  /// Runs a program to its end, for at most a minute.
  ///
  /// - Parameters:
  ///   - variables: the whole environment, but for `PATH` and `TERM`.
  ///   - steps: taken one after the other, each when its text has been shown since the one before.
  package func run(
    _ program: URL, _ arguments: [String], in folder: URL, variables: [String: String],
    _ steps: [Step]
  ) throws -> Session {
    let plan = Plan(
      program: program.path, arguments: arguments, folder: folder.path,
      environment: variables.merging(
        ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "TERM": "dumb"]
      ) { first, _ in first }, steps: steps.map { [$0.wait, $0.keys] })
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: python.path)
    process.arguments = ["-c", Self.driver]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: try JSONEncoder().encode(plan))
    try input.fileHandleForWriting.close()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode(Session.self, from: answer)
  }
}
