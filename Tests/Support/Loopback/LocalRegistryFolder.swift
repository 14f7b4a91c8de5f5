package import Foundation

/// A local registry as `cargo local-registry` lays it out: archives, and an index beside them.
///
/// https://doc.rust-lang.org/cargo/reference/source-replacement.html#local-registry-sources
package enum LocalRegistryFolder {
  package static func write(_ crates: [TestCrate], to folder: URL) throws {
    for (name, versions) in Dictionary(grouping: crates, by: \.name) {
      for crate in versions {
        try CargoSandbox.put(crate.archive, at: folder.appendingPathComponent(crate.fileName))
      }
      let lines = versions.map { "\($0.line.json)\n" }.joined()
      let place = "index/\(LoopbackRegistry.indexPlace(of: name))"
      try CargoSandbox.put(Array(lines.utf8), at: folder.appendingPathComponent(place))
    }
  }
}
