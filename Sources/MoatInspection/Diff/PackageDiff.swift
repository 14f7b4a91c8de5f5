package import MoatCargo
package import MoatDiff
package import MoatModel

/// Everything that an update of one package changes, in the order in which a reader needs it: what
/// matters first, then the files by what they can do, then their texts.
///
/// It compares what it is given; whether that is what was published, `origin` of the contents says. It
/// proves nothing about what code does when it runs.
package struct PackageDiff: Sendable {
  /// nil for a package that is new.
  package let old: Side?
  package let new: Side
  /// What weighs most first.
  package let notes: [ChangeNote]
  package let dependencies: [DependencyChange]
  package let capabilities: InspectionDelta
  /// What differs, by role and path.
  package let files: [FileDiff]
  /// By the index of ``files``.
  package let moves: MovedBlocks
  /// Where `Cargo.toml` and `Cargo.toml.orig` of the new version disagree.
  package let disagreements: [String]

  /// One of the two versions.
  package struct Side: Sendable {
    package let identity: PackageIdentity
    package let origin: PackageContents.Origin
    package let commit: VCSInfo?
  }

  /// - Parameter old: nil for a package that is new.
  package init(
    old: PackageContents?, new: PackageContents, oldInspection: PackageInspection?,
    newInspection: PackageInspection, popularNames: PopularNames = .standard
  ) {
    self.old = old.map(Self.side)
    self.new = Self.side(new)
    capabilities = InspectionDelta(old: oldInspection, new: newInspection)
    let before = old.map(Self.manifest)
    let after = Self.manifest(new)
    dependencies = DependencyChange.changes(
      from: before?.facts?.manifest, to: after.facts?.manifest)
    let found = OriginalManifest.disagreements(in: new)
    disagreements = found ?? []
    let readsOriginal =
      found == [] && (old.map { $0[OriginalManifest.fileName] != nil } ?? true)
    let reading = FileReading(
      folding: FileFolding(isNewPackage: old == nil, readsOriginal: readsOriginal),
      oldScripts: before?.facts?.buildScripts ?? [], newScripts: after.facts?.buildScripts ?? [],
      isProcMacro: after.facts?.isProcMacro ?? false,
      roles: Dictionary(newInspection.files.map { ($0.path, $0.role) }) { one, _ in one },
      gained: Dictionary(grouping: capabilities.gained, by: \.path))
    files = reading.files(old, new)
    moves = MovedBlocks(files.map(\.text))
    notes = PackageNotes(
      old: old, new: new, before: before, after: after, dependencies: dependencies,
      capabilities: capabilities, files: files, disagreements: disagreements,
      popularNames: popularNames
    ).notes.ranked()
  }

  /// A manifest, or why there is none.
  struct ReadManifest {
    let facts: ManifestFacts?
    let problem: String?
  }

  private static func manifest(_ contents: PackageContents) -> ReadManifest {
    do throws(ManifestFacts.Unreadable) {
      return ReadManifest(facts: try ManifestFacts(of: contents), problem: nil)
    } catch {
      return ReadManifest(facts: nil, problem: error.reason)
    }
  }

  private static func side(_ contents: PackageContents) -> Side {
    Side(
      identity: contents.identity, origin: contents.origin,
      commit: contents[VCSInfo.fileName].flatMap { VCSInfo($0.bytes) })
  }

  /// Whether nothing differs.
  package var isEmpty: Bool { files.isEmpty }

  /// The heaviest of the notes; nil where there is none.
  package var weight: ChangeNote.Weight? { notes.first?.weight }

  package var addedLines: Int { files.reduce(0) { $0 + $1.addedLines } }
  package var removedLines: Int { files.reduce(0) { $0 + $1.removedLines } }
}
