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
      let stem = "\(crate.identity.name)-\(crate.identity.version)"
      return try crate.archive().unpacked().filter { $0.path.hasSuffix(".rs") }
        .map { RealSource(path: "\(stem)/\($0.path)", bytes: $0.bytes) }
    }
  }
}
