import Foundation
import MoatAdvisories
import MoatFuzzParsers
import MoatModel
import MoatTestSupport
import Testing

/// Replays the fuzzers' inputs: reaching the end is the test, since a failure is a trap.
@Suite(.computes) struct `Fuzz corpus` {
  private static let root = SharedData.packageRoot.appendingPathComponent("Fuzz/Corpus")

  private static func inputs(_ parser: FuzzParser) throws -> [[UInt8]] {
    let folder = root.appendingPathComponent(parser.rawValue)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      [UInt8](try Data(contentsOf: folder.appendingPathComponent($0)))
    }
  }

  @Test(arguments: FuzzParser.allCases) func `is read or refused`(parser: FuzzParser) throws {
    let inputs = try Self.inputs(parser)
    #expect(inputs.count >= 5, "\(parser.rawValue) has \(inputs.count) inputs")
    for input in inputs { parser.run(input) }
  }

  @Test(arguments: FuzzParser.allCases)
  func `is read or refused when damaged`(parser: FuzzParser) throws {
    var random = SeededGenerator(seed: 5)
    for input in try Self.inputs(parser) where !input.isEmpty {
      for cut in 0..<min(input.count, 64) {
        parser.run(Array(input.prefix(input.count * cut / 64)))
        var bytes = input
        bytes[Int(random.next() % UInt64(bytes.count))] ^= UInt8(1 << (random.next() % 8))
        parser.run(bytes)
      }
    }
  }

  @Test func `the seed of the advisory cache is of this format`() throws {
    let file = Self.root.appendingPathComponent("advisory-cache/valid")
    let text =
      "```toml\n[advisory]\nid = \"RUSTSEC-2099-0001\"\npackage = \"left\"\ndate = \"2026-11-01\"\n"
      + "[versions]\npatched = [\">= 1.2.1\"]\n```\n\n# reads past the end\n\nWords.\n"
    let document = try AdvisoryParser.parse(
      SourceText(path: "RUSTSEC-2099-0001.md", text: text), collection: .crates)
    let bytes = try AdvisoryDatabase(
      [document], broken: [UnreadableAdvisory(path: "a", span: .start, line: 1, message: "b")],
      snapshot: AdvisorySnapshot(origin: "db")
    ).bytes
    if Snapshot.isUpdating { try Data(bytes).write(to: file) }
    #expect(try [UInt8](Data(contentsOf: file)) == bytes)
  }
}
