import Glibc
import MoatHost
import MoatModel
import MoatStore
import MoatTestSupport
import Testing

@Suite struct `text editor` {
  private func host(
    _ variables: [String: String] = [:], git: [String: String] = [:],
    _ edit: @escaping @Sendable (InMemoryFileSystem, String) -> Int32 = { _, _ in 0 }
  ) -> (Host, InMemoryProcessRunner) {
    let files = InMemoryFileSystem()
    files.set("/tmp", .directory)
    var repository = InMemoryGit()
    repository.settings = git
    let machine = TestHost(files: files, git: repository, variables: variables)
    let runner = InMemoryProcessRunner { request in
      .success(ProcessResult(ending: .exited(edit(files, request.arguments.last ?? ""))))
    }
    var host = machine.host
    host.processes = runner
    host.terminal = TerminalFacts(
      inputIsTerminal: true, outputIsTerminal: true, errorIsTerminal: true,
      environment: host.environment)
    return (host, runner)
  }

  @Test func `is found as git finds it`() async {
    let all = ["GIT_EDITOR": "a", "VISUAL": "c", "EDITOR": "d"]
    #expect(await TextEditor(on: host(all, git: ["core.editor": "b"]).0).command() == "a")
    let visual = ["VISUAL": "c", "EDITOR": "d"]
    #expect(await TextEditor(on: host(visual, git: ["core.editor": "b"]).0).command() == "b")
    #expect(await TextEditor(on: host(visual).0).command() == "c")
    #expect(await TextEditor(on: host(["EDITOR": "d"]).0).command() == "d")
    #expect(await TextEditor(on: host().0).command() == "vi")
  }

  @Test func `gives back what was saved, and leaves nothing`() async throws {
    let (host, runner) = host(["EDITOR": "ed -s"]) { files, path in
      files.set(path, .file(Array("after".utf8)))
      return 0
    }
    #expect(try await TextEditor(on: host).edited("before", as: "NOTE") == "after")
    let arguments = try #require(runner.requests.first?.arguments)
    #expect(arguments.prefix(3) == ["-c", "trap : INT QUIT; ed -s \"$@\"", "ed -s"])
    #expect(arguments.last?.hasSuffix("/NOTE") == true)
    #expect(try host.files.entries(of: "/tmp").entries.isEmpty)
  }

  @Test func `takes nothing from an editor that failed`() async {
    let (host, _) = host(["EDITOR": "ed"]) { _, _ in 1 }
    await #expect(throws: EditorFailure.failed(command: "ed")) {
      try await TextEditor(on: host).edited("before", as: "NOTE")
    }
  }

  @Test func `does not start without a terminal`() async {
    await #expect(throws: EditorFailure.noTerminal) {
      try await TextEditor(on: TestHost().host).edited("before", as: "NOTE")
    }
  }
}

@Suite struct `lines of a descriptor` {
  @Test func `come one by one, the last without an end too`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    try DescriptorSink(ends[1]).write("one\r\ntwo\n\nlast")
    close(ends[1])
    let lines = DescriptorLines(ends[0])
    let all = (0..<5).map { _ in lines.nextLine() }
    #expect(all == ["one", "two", "", "last", nil])
  }
}
