import Foundation
import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

@Suite(.computes) struct `Hostile archives` {
  private static let all = HostileArchive.groups.flatMap(\.archives)

  private static func failure(_ bytes: [UInt8]) throws -> ArchiveFailure? {
    let archive = try VerifiedArchive(
      bytes, of: HostileArchive.identity, expecting: SHA256Hasher.digest(of: bytes))
    do {
      _ = try archive.files()
      return nil
    } catch {
      return error
    }
  }

  @Test func `are many, each another`() {
    #expect(Self.all.count >= 60)
    #expect(Set(Self.all.map(\.what)).count == Self.all.count)
  }

  @Test func `the crate they start from is read`() throws {
    #expect(try Self.failure(GzipWriter().bytes(HostileArchive.crate { _ in })) == nil)
  }

  @Test(arguments: HostileArchive.groups.indices)
  func `are refused for their reason`(group: Int) throws {
    for hostile in HostileArchive.groups[group].archives {
      #expect(try Self.failure(hostile.bytes()) == hostile.failure, "\(hostile.what)")
    }
  }

  @Test func `are the ones the page lists`() throws {
    let page = SharedData.packageRoot.appendingPathComponent("docs/hostile-archives.md")
    #expect(try Snapshot.difference(of: HostileArchive.page, from: page) == nil)
  }

  @Test(.enabled(if: CargoUnpacking.is195))
  func `Cargo makes of them what the page says`() throws {
    let cargo = try CargoUnpacking()
    defer { cargo.remove() }
    for hostile in Self.all {
      let failure = try cargo.failure(unpacking: hostile.bytes())
      #expect(hostile.cargo.agrees(with: failure), "\(hostile.what): \(failure ?? "accepted")")
    }
  }
}

extension HostileArchive.Cargo {
  /// - Parameter failure: what cargo said; nil when it succeeded.
  func agrees(with failure: String?) -> Bool {
    let findsNone = failure?.contains("failed to unpack") == false
    return switch self {
    case .accepts, .acceptsOnLinux, .acceptsBefore196: failure == nil
    case .unpacks: failure != nil && findsNone
    case .refuses: failure != nil && !findsNone
    }
  }
}

extension HostileArchive {
  /// The page `docs/hostile-archives.md`.
  static var page: String {
    var text = """
      # Hostile archives

      Moat reads `.crate` archives by the rules of crates.io and of Cargo together, and refuses
      whatever two readers could understand differently. The tests make and read the
      \(groups.flatMap(\.archives).count) archives of this page, and write the page.

      Each is refused although its SHA-256 is the expected one: a checksum proves that the bytes are
      those that were published, not that they are harmless. Nothing is unpacked before the checksum
      was compared, and nothing that was unpacked counts before the whole archive was read.

      The right column is what `cargo fetch` of Cargo 1.95 on Linux does with the same bytes.
      *Accepts* means that it reports no error: it unpacks what it takes the archive for, and may
      pass over the rest. *On Linux* means that on other systems, or on file systems that ignore
      case, it fails or one file takes another's place.

      A file named `.cargo-ok` is not refused but passed over, at any depth, as Cargo does. Cargo
      keeps its own mark of that name in what it unpacked, and some genuine old crates hold one.

      """
    for group in groups {
      text += "\n## \(group.title)\n\n| archive | Moat says | Cargo |\n|---|---|---|\n"
      for hostile in group.archives {
        let message = hostile.failure.message.unicodeScalars.map { scalar in
          scalar == "|" ? "\\|" : scalar.properties.generalCategory == .control ? "·" : "\(scalar)"
        }.joined()
        text += "| \(hostile.what) | \(message) | \(hostile.cargo.rawValue) |\n"
      }
    }
    return text
  }
}
