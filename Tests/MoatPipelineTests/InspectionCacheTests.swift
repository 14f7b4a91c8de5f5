import Foundation
import MoatCargo
import MoatHost
import MoatInspection
import MoatModel
import MoatTestSupport
import Testing

@testable import MoatPipeline

/// What is remembered of inspections, and what is not believed.
@Suite struct `inspection cache` {
  private static let cache = "/cache/moat/inspections.cache"
  private static let archives = "/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f"

  private let files = InMemoryFileSystem()
  private let crate: TestCrate

  init() throws {
    crate = try TestCrate(
      "left", "1.2.0", manifest: "[dependencies]\nright = { version = \"1\", optional = true }\n",
      files: [
        "src/lib.rs":
          "use std::process::Command as Run;\n#[cfg(windows)]\npub fn a() { Run::new(\"sh\"); }\n",
        "build.rs": "fn main() { std::env::var(\"HOME\").unwrap(); }\n",
      ])
    files.set("/project/left-1.2.0.crate", .file(crate.archive))
  }

  private func record() throws -> PackageRecord {
    let host = TestHost(
      files: files, variables: ["CARGO_HOME": "/cargo", "XDG_CACHE_HOME": "/cache"]
    ).host
    let inspections = PackageInspections(PackageSources(host: host, isOffline: true))
    return try #require(inspections.record(ofFile: "left-1.2.0.crate").value)
  }

  private func bytes() throws -> [UInt8] { try files.read(Self.cache, limit: 1 << 20) }

  @Test func `a second look gives the same, from the cache`() throws {
    let first = try record()
    #expect(first.inspection.hasBuildScript)
    #expect(!first.inspection.files.flatMap(\.marks).isEmpty)
    #expect(first.dependencies.value?.map(\.name) == ["right"])
    #expect(first.content != nil)
    let written = try bytes()
    #expect(try record() == first)
    #expect(try record().dependencies == first.dependencies)
    // Nothing new was learnt, so nothing was written.
    #expect(try bytes() == written)
    // The archive's own bytes are asked for no more than its digest.
    #expect(written.count < 4_096)
  }

  @Test func `whatever is changed in the file, the answer is the same`() throws {
    let first = try record()
    let good = try bytes()
    var generator = SeededGenerator(seed: 4)
    for round in 0..<400 {
      var bad = good
      switch round % 4 {
      case 0: bad = Array(bad.prefix(Int.random(in: 0..<bad.count, using: &generator)))
      case 1: bad.append(UInt8.random(in: 0...255, using: &generator))
      default:
        let place = Int.random(in: 0..<bad.count, using: &generator)
        bad[place] ^= UInt8.random(in: 1...255, using: &generator)
      }
      files.set(Self.cache, .file(bad))
      #expect(try record() == first, "round \(round)")
    }
  }

  @Test func `a record with a good checksum and nonsense in it is refused`() throws {
    let bytes = RecordWriter.bytes(of: try record())
    #expect(RecordReader.record(bytes[...]) == (try record()))
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<4_000 {
      var bad = bytes
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bad.count, using: &generator)
        bad[place] = UInt8.random(in: 0...255, using: &generator)
      }
      // Some changes give another record that is well formed; none may trap.
      _ = RecordReader.record(bad[...])
      _ = RecordReader.record(bad.prefix(Int.random(in: 0...bad.count, using: &generator)))
    }
    for count in 0..<bytes.count {
      #expect(RecordReader.record(bytes.prefix(count)) == nil)
    }
    #expect(RecordReader.record((bytes + [0])[...]) == nil)
  }

  @Test func `a folder that changed is read again`() throws {
    let host = TestHost(files: files, variables: ["XDG_CACHE_HOME": "/cache"]).host
    func marks(_ text: String) throws -> Int {
      files.set("/project/lib/Cargo.toml", .file(Array("[package]\nname = \"a\"\n".utf8)))
      files.set("/project/lib/src/lib.rs", .file(Array(text.utf8)))
      let inspections = PackageInspections(PackageSources(host: host, isOffline: true))
      let record = try #require(inspections.record(ofFolder: "lib").value)
      return record.inspection.files.flatMap(\.marks).count
    }
    #expect(try marks("pub fn a() {}") == 0)
    #expect(try marks("pub fn a() { unsafe {} }") == 1)
  }

  @Test func `real crates come back as they were inspected`() throws {
    // Empty without the data beside the checkout.
    for listed in SharedCrates.all.prefix(30) {
      let file = listed.file
      files.set("/project/\(file.lastPathComponent)", .file(Array(try Data(contentsOf: file))))
      let host = TestHost(files: files).host
      let inspections = PackageInspections(PackageSources(host: host, isOffline: true))
      let record = try #require(inspections.record(ofFile: file.lastPathComponent).value)
      #expect(RecordReader.record(RecordWriter.bytes(of: record)[...]) == record)
    }
  }
}
