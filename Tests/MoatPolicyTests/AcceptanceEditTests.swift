import MoatModel
import MoatPolicy
import Testing

/// What `build-scripts accept` writes.
@Suite struct `acceptance edits` {
  private let today = Day("2026-11-21") ?? Day(daysSinceEpoch: 0)
  private let old = String(repeating: "0", count: 64)
  private let new = String(repeating: "1", count: 64)

  private func edited(
    _ text: String?, _ names: [(String, String)] = [("libc", "0.2.180")], reason: String? = nil,
    locked: [(String, String)] = []
  ) throws -> String {
    let acceptances = try names.map {
      AcceptanceEdit.Acceptance(
        identity: PackageIdentity(name: $0.0, version: $0.1),
        content: try SHA256Digest(parsing: new), reason: reason)
    }
    let edit = AcceptanceEdit(
      acceptances,
      locked: Set((names + locked).map { PackageIdentity(name: $0.0, version: $0.1) }),
      today: today)
    let source = text.map { SourceText(path: "moat.toml", text: $0) }
    return String(decoding: try edit.applied(to: source), as: UTF8.self)
  }

  @Test func `a new file is a policy`() throws {
    #expect(
      try edited(nil, reason: "asks for the \"target\"") == """
        version = 1

        [[build-scripts.accept]]
        crate = "libc"
        version = "0.2.180"
        content = "\(new)"
        date = 2026-11-21
        reason = "asks for the \\"target\\""

        """)
  }

  @Test func `what is there stays, byte for byte`() throws {
    let text = "version = 1 # ours\r\n\n[levels]\nbans = \"warn\" # for now"
    #expect(try edited(text).hasPrefix(text + "\n\n[[build-scripts.accept]]\n"))
  }

  private func entry(_ version: String?, _ content: String) -> String {
    """
    version = 1
    [build-scripts]
    require = true
    # the C library
    [[build-scripts.accept]]
    crate   = "libc" # read by Ada
    \(version.map { "version = \"\($0)\"" } ?? "")
    content = '\(content)'
    date    = "2025-01-01"

    [levels]
    """
  }

  @Test func `an entry is renewed in its place`() throws {
    let same = try edited(entry("0.2.180", old))
    #expect(same.contains("crate   = \"libc\" # read by Ada\nversion = \"0.2.180\"\n"))
    #expect(same.contains("content = \"\(new)\"\ndate    = 2026-11-21\n\n[levels]"))
    // A version that is locked no more makes room for its successor.
    #expect(try edited(entry("0.2.9", old)).contains("version = \"0.2.180\"\ncontent = \"1"))
    // One that is still locked stays beside it.
    let both = try edited(entry("0.2.9", old), locked: [("libc", "0.2.9")])
    #expect(both.contains("version = \"0.2.9\"") && both.contains("version = \"0.2.180\""))
    // An entry for any version stays one.
    #expect(!(try edited(entry(nil, old)).contains("0.2.180")))
  }

  @Test func `what is accepted already changes nothing`() throws {
    let text = entry("0.2.180", new)
    #expect(try edited(text) == text)
  }

  @Test(arguments: [
    "version = 1\nbuild-scripts = { require = true }\n",
    "version = 1\nbuild-scripts.accept = []\n",
    "version = 1\n[build-scripts]\naccept = []\n",
  ])
  func `a form that takes no headers is refused`(text: String) throws {
    #expect(throws: AcceptanceEdit.Failure.self) { try edited(text) }
  }

  @Test func `a file that is no TOML is refused`() throws {
    #expect(throws: AcceptanceEdit.Failure.self) { try edited("version = \n") }
  }
}
