import Foundation
import MoatModel
import MoatTestSupport
import MoatVetting
import Testing

/// Stores that projects really have.
@Suite(.enabled(if: SharedData.isPresent)) struct `Real stores` {
  private static func files(_ name: String) throws -> [SourceText] {
    try SharedData.files(named: name, below: "projects").map {
      SourceText(path: $0.path, bytes: $0.bytes)
    }
  }

  private static func stores() throws -> [VetStoreTexts] {
    let audits = try files("audits.toml").filter { $0.path.contains("/supply-chain/") }
    let configs = try files("config.toml")
    let locks = try files("imports.lock")
    return try audits.map { audits in
      let folder = audits.path.dropLast("audits.toml".count)
      return VetStoreTexts(
        configuration: try #require(configs.first { $0.path == folder + "config.toml" }),
        audits: audits, imports: try #require(locks.first { $0.path == folder + "imports.lock" }))
    }
  }

  @Test func `are written back byte for byte`() throws {
    let stores = try Self.stores()
    #expect(stores.count >= 9)
    var notCanonical: [String] = []
    for texts in stores {
      let store = VetStore(
        configuration: try VetStoreReader.configuration(texts.configuration),
        audits: try VetStoreReader.audits(texts.audits),
        imports: try VetStoreReader.imports(texts.imports))
      let written = VetStoreWriter.texts(of: store)
      for (old, new) in [
        (texts.configuration, written.configuration), (texts.audits, written.audits),
        (texts.imports, written.imports),
      ] where old.bytes != Array(new.utf8) {
        notCanonical.append(old.path)
      }
    }
    // cargo-deny's lock is of version 0.8, whose TOML writer escaped `"` inside `"""`.
    #expect(notCanonical == ["EmbarkStudios__cargo-deny/supply-chain/imports.lock"])
  }

  @Test func `hold together, and are locked where they are of this version`() throws {
    for texts in try Self.stores() {
      let version = try VetStoreReader.configuration(texts.configuration).version
      let today = try #require(Day("2026-11-21"))
      for isLocked in [false, true] where !isLocked || version == .current {
        let options = VetStoreOptions(today: today, isLocked: isLocked)
        #expect(throws: Never.self, "\(texts.audits.path) \(version)") {
          try VetStore(reading: texts, options: options)
        }
      }
    }
  }

  @Test(arguments: [
    "google__rust-crate-audits", "mozilla__supply-chain", "EmbarkStudios__rust-ecosystem",
  ])
  func `and lists for others are read whole`(project: String) throws {
    let path = "\(project)/audits.toml"
    let source = try #require(try Self.files("audits.toml").first { $0.path == path })
    let foreign = try VetStoreReader.foreignAudits(source)
    #expect(foreign.droppedCount == 0)
    let lines = String(decoding: source.bytes, as: UTF8.self).split(separator: "\n")
    let count = foreign.file.audits.values.reduce(0) { $0 + $1.count }
    #expect(
      count == lines.count { $0.hasPrefix("[[audits.") }
        - lines.count { $0 == "importable = false" })
    // As a project's own file it says the same, but for audits that are not for others.
    let own = try VetStoreReader.audits(source)
    #expect(own.trusted == foreign.file.trusted)
    #expect(own.wildcardAudits == foreign.file.wildcardAudits)
  }

  /// The list is kept by hand, with comments between the entries.
  @Test func `keep their comments when an entry is added`() throws {
    let path = "EmbarkStudios__rust-ecosystem/audits.toml"
    let source = try #require(try Self.files("audits.toml").first { $0.path == path })
    var file = try VetStoreReader.audits(source)
    file.audits["zzz", default: []].append(
      AuditEntry(criteria: ["safe-to-run"], kind: .full(VetVersion(Version(1, 0, 0)))))
    let edit = try StoreEdit.audits(source, to: file, oldNames: .none, newNames: .none)
    #expect(!edit.isCanonical)
    #expect(edit.lost == [])
    let diff = try #require(CanonicalText.difference(from: source, to: edit.text)).diff
    let changed = diff.split(separator: "\n").filter { $0.hasPrefix("+") || $0.hasPrefix("-") }
    #expect(
      changed.dropFirst(2).filter { $0 != "+" }
        == ["+[[audits.zzz]]", "+criteria = \"safe-to-run\"", "+version = \"1.0.0\""])
  }
}
