import Glibc
import MoatHost
import MoatModel
import Testing

@Suite struct `environment` {
  private func make(_ variables: [String: String]) -> Environment {
    Environment(variables: variables, currentDirectory: "/project")
  }

  @Test func `finds the folders`() {
    let plain = make(["HOME": "/h"])
    #expect(plain.cacheDirectory == "/h/.cache/moat")
    #expect(plain.cargoHome == "/h/.cargo")
    let given = make(["HOME": "/h", "XDG_CACHE_HOME": "/c/", "CARGO_HOME": "cargo"])
    #expect(given.cacheDirectory == "/c/moat")
    #expect(given.cargoHome == "/project/cargo")
    let odd = make(["HOME": "h", "XDG_CACHE_HOME": "c", "CARGO_HOME": ""])
    #expect(odd.home == nil)
    #expect(odd.cacheDirectory == nil)
    #expect(odd.cargoHome == nil)
  }

  @Test func `searches absolute folders only`() {
    #expect(make(["PATH": "/a::.:b:/c"]).searchPath == ["/a", "/c"])
    #expect(make([:]).searchPath == [])
  }

  @Test func `reads that of this process`() {
    setenv("MOAT_TEST_VARIABLE", "a=b", 1)
    let live = Environment.live()
    #expect(live["MOAT_TEST_VARIABLE"] == "a=b")
    #expect(PathText.isAbsolute(live.currentDirectory))
  }

  @Test func `has a clock`() {
    #expect(LiveClock().now > Timestamp(secondsSinceEpoch: 1_700_000_000))
    let moment = Timestamp(secondsSinceEpoch: 5)
    #expect(InMemoryClock(moment).now == moment)
  }
}

@Suite struct `terminal facts` {
  private func facts(
    _ variables: [String: String], isTerminal: Bool, columns: Int? = nil
  ) -> TerminalFacts {
    TerminalFacts(
      inputIsTerminal: isTerminal, outputIsTerminal: isTerminal, errorIsTerminal: isTerminal,
      columns: columns,
      environment: Environment(variables: variables, currentDirectory: "/"))
  }

  @Test(
    arguments: [
      ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false),
      (["NO_COLOR": ""], true, true), (["CLICOLOR_FORCE": "1"], false, true),
      (["CLICOLOR_FORCE": "0"], false, false),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], true, false),
      (["TERM": "dumb"], true, false),
    ] as [([String: String], Bool, Bool)])
  func `colours`(variables: [String: String], isTerminal: Bool, expected: Bool) {
    #expect(facts(variables, isTerminal: isTerminal).coloursOutput == expected)
  }

  @Test func `takes the width from the terminal, COLUMNS, or 80`() {
    #expect(facts(["COLUMNS": "100"], isTerminal: true, columns: 120).columns == 120)
    #expect(facts(["COLUMNS": "100"], isTerminal: false).columns == 100)
    #expect(facts(["COLUMNS": "-1"], isTerminal: false).columns == 80)
    #expect(facts(["COLUMNS": "x"], isTerminal: false).columns == 80)
  }
}

@Suite struct `descriptor sink` {
  @Test func `writes all and ends quietly when the reader is gone`() throws {
    DescriptorSink.ignoreBrokenPipes()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let sink = DescriptorSink(ends[1])
    try sink.write("hello")
    var buffer = [UInt8](repeating: 0, count: 9)
    #expect(read(ends[0], &buffer, 9) == 5)
    close(ends[0])
    try sink.write("nobody")
    #expect(sink.readerIsGone)
    try sink.write("listens")
    close(ends[1])
  }

  @Test func `waits for a pipe that takes no more just now`() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    let (source, target) = (ends[0], ends[1])
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    async let total = drain(source)
    try DescriptorSink(target).write(bytes)
    close(target)
    #expect(await total == bytes.count)
    close(source)
  }

  private func drain(_ descriptor: Int32) async -> Int {
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { total += count } else if count == 0 { return total }
      if count < 0 { await Task.yield() }
    }
  }

  @Test func `reports a full disk`() throws {
    let descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    #expect(throws: FileFailure.other(errno: ENOSPC)) { try DescriptorSink(descriptor).write("x") }
  }
}
