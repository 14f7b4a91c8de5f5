import MoatCargo
import MoatModel
import MoatSyntax
import MoatTestSupport
import Testing

private let digest = String(repeating: "a", count: 64)

@Suite(.computes) struct `vendor checksums` {
  @Test func `reads files and package, and passes over a comment`() throws {
    let json =
      #"{"$comment":"x","files":{"src/lib.rs":"\#(digest)","Cargo.toml":"\#(digest)"},"#
      + #""package":"\#(digest)"}"#
    let read = try VendorChecksums(parsing: Array(json.utf8))
    #expect(read.package == .digest(try SHA256Digest(parsing: digest)))
    #expect(read.files.map(\.path) == ["Cargo.toml", "src/lib.rs"])
    #expect(read.malformedFiles == [])
  }

  @Test(arguments: [
    (#"{"files":{},"package":null}"#, VendorChecksums.Package.none),
    (#"{"files":{}}"#, .none),
    (
      #"{"files":{},"package":"Could not get crate checksum"}"#,
      .malformed("Could not get crate checksum")
    ),
    (#"{"files":{},"package":"AA"}"#, .malformed("AA")),
  ])
  func `reads the package of`(json: String, package: VendorChecksums.Package) throws {
    #expect(try VendorChecksums(parsing: Array(json.utf8)).package == package)
  }

  @Test func `keeps digests that are none apart`() throws {
    let json = #"{"files":{"a":"x","b":"\#(digest)"},"package":null}"#
    let read = try VendorChecksums(parsing: Array(json.utf8))
    #expect(read.files.map(\.path) == ["b"])
    #expect(read.malformedFiles == ["a"])
  }

  @Test(arguments: [
    ("", VendorChecksums.Malformed.notJSON(.unexpectedEnd)),
    ("[]", .notJSON(.unexpectedByte(offset: 0))),
    (#"{"package":null}"#, .noFiles),
    (#"{"files":[]}"#, .noFiles),
    (#"{"files":{},"package":1}"#, .packageIsNoText),
    (#"{"files":{"a":1},"package":null}"#, .fileIsNoText("a")),
    (
      #"{"files":{"a":"1","a":"2"},"package":null}"#,
      .notJSON(.duplicateKey(offset: 18))
    ),
  ])
  func `refuses`(json: String, reason: VendorChecksums.Malformed) {
    #expect(throws: reason) { try VendorChecksums(parsing: Array(json.utf8)) }
  }

  @Test(arguments: UInt64(1)...4) func `never traps on damaged bytes`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let whole = Array(#"{"files":{"a":"\#(digest)","b\u00e9":"x"},"package":"\#(digest)"}"#.utf8)
    var refused = 0
    for _ in 0..<500 {
      do {
        _ = try VendorChecksums(parsing: random.damaged(whole))
      } catch {
        refused += 1
      }
    }
    #expect(refused > 0)
  }
}
