import Foundation
import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

extension Tag {
  @Tag static var corpus: Self
  @Tag static var oracle: Self
}

/// The Rust files of the real crates beside the checkout.
struct RealSource: Sendable {
  /// `serde-1.0.0/src/lib.rs`
  let path: String
  let bytes: [UInt8]

  /// Those of every `step`-th archive.
  static func all(step: Int = 1) throws -> [RealSource] {
    let crates = SharedCrates.all
    return try stride(from: 0, to: crates.count, by: step).flatMap { index in
      let crate = crates[index]
      let bytes = [UInt8](try Data(contentsOf: crate.file))
      var collector = Collector(
        stem: "\(crate.identity.name)-\(crate.identity.version)")
      try VerifiedArchive(bytes, of: crate.identity, expecting: crate.checksum).read(&collector)
      return collector.sources
    }
  }

  private struct Collector: ArchiveVisitor {
    let stem: String
    var sources: [RealSource] = []
    private var entry: ArchiveEntry?
    private var contents: [UInt8] = []

    init(stem: String) { self.stem = stem }

    mutating func begin(_ entry: ArchiveEntry) throws(Never) {
      self.entry = entry
      contents = []
    }

    mutating func bytes(_ piece: UnsafeRawBufferPointer) throws(Never) { contents += piece }

    mutating func end() throws(Never) {
      guard let entry, entry.kind == .file, entry.path.hasSuffix(".rs") else { return }
      sources.append(RealSource(path: "\(stem)/\(entry.path)", bytes: contents))
    }
  }
}
