import MoatArchive
import MoatModel

/// An archive that must be refused, why, and what Cargo makes of it.
struct HostileArchive: Sendable {
  /// What is wrong with it, as the page says it.
  let what: String
  let failure: ArchiveFailure
  /// Of Cargo 1.95, with which the tests compare.
  let cargo: Cargo
  let bytes: @Sendable () -> [UInt8]

  enum Cargo: String, Sendable {
    /// It unpacks the archive, or what it takes for it, and would build that.
    case accepts
    case refuses
    /// Since Cargo 1.96 an entry must be a file or a folder (CVE-2026-5223).
    case acceptsBefore196 = "accepts; refuses since 1.96"
    /// On the machine of the tests; elsewhere it refuses, or one file replaces another.
    case acceptsOnLinux = "accepts on Linux"
    /// It unpacks the archive, and then finds no package in it.
    case unpacks = "unpacks, finds no package"
  }

  /// The crate that all of them claim to be.
  static let identity = PackageIdentity(name: "left", version: "1.0.0")
  static let manifest = "[package]\nname = \"left\"\nversion = \"1.0.0\"\nedition = \"2021\"\n"

  /// What a crate of this name holds at least; `more` comes after that, then the end.
  static func crate(
    manifest isThere: Bool = true, ends: Bool = true, _ more: (inout TarWriter) -> Void
  ) -> [UInt8] {
    var tar = TarWriter()
    if isThere { tar.file("left-1.0.0/Cargo.toml", manifest) }
    tar.file("left-1.0.0/src/lib.rs", "pub fn left() {}\n")
    more(&tar)
    if ends { tar.end() }
    return tar.bytes
  }

  /// Wrong within the tar archive.
  static func tar(
    _ what: String, _ failure: ArchiveFailure, _ cargo: Cargo, manifest: Bool = true,
    ends: Bool = true, _ more: @escaping @Sendable (inout TarWriter) -> Void
  ) -> HostileArchive {
    HostileArchive(what: what, failure: failure, cargo: cargo) {
      GzipWriter().bytes(crate(manifest: manifest, ends: ends, more))
    }
  }

  /// One more file, whose path is wrong.
  static func path(
    _ what: String, _ path: String, _ problem: ArchiveFailure.PathProblem, _ cargo: Cargo
  ) -> HostileArchive {
    tar(what, .path(path, problem), cargo) { $0.file(path, "hostile\n") }
  }

  /// One more entry, whose header is wrong.
  static func header(
    _ what: String, _ failure: ArchiveFailure, _ cargo: Cargo,
    _ change: @escaping @Sendable (inout TarWriter.Header) -> Void
  ) -> HostileArchive {
    tar(what, failure, cargo) {
      var header = TarWriter.Header("left-1.0.0/a")
      change(&header)
      $0.add(header)
    }
  }

  /// Wrong in the gzip header or trailer around a good archive.
  static func gzip(
    _ what: String, _ failure: ArchiveFailure, _ cargo: Cargo,
    _ change: @escaping @Sendable (inout GzipWriter) -> Void
  ) -> HostileArchive {
    HostileArchive(what: what, failure: failure, cargo: cargo) {
      var writer = GzipWriter()
      change(&writer)
      return writer.bytes(crate { _ in })
    }
  }

  /// A good archive of which some bytes were changed.
  static func damaged(
    _ what: String, _ failure: ArchiveFailure, _ cargo: Cargo,
    _ damage: @escaping @Sendable (inout [UInt8]) -> Void
  ) -> HostileArchive {
    HostileArchive(what: what, failure: failure, cargo: cargo) {
      var bytes = GzipWriter().bytes(crate { _ in })
      damage(&bytes)
      return bytes
    }
  }
}
