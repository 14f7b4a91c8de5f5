package import MoatCargo
import MoatDiff
package import MoatInspection
import MoatModel

/// One crate to read: a version, or two compared.
package struct ReviewPackage: Sendable {
  /// One version.
  package struct Side: Sendable {
    package let contents: PackageContents
    package let inspection: PackageInspection

    package init(_ contents: PackageContents, _ inspection: PackageInspection) {
      self.contents = contents
      self.inspection = inspection
    }
  }

  let old: Side?
  let new: Side?
  /// What can run first; see ``FileGroup``.
  let files: [ReviewFile]
  /// Of the newer version, by the rank of their files; of a crate that is gone, of the older one.
  let marks: [ReviewMark]
  /// What the older version did and the newer does not.
  let lost: [Mark]

  /// - Parameters:
  ///   - old: nil for a crate that is read whole.
  ///   - new: nil for a crate that is gone.
  package init(old: Side?, new: Side?) {
    self.old = old
    self.new = new
    let files = Self.files(old: old, new: new)
    self.files = files
    let delta = MarkDelta(old: old?.inspection, new: new?.inspection)
    marks = Self.marks(files, old: old, new: new, delta)
    lost = old == nil || new == nil ? [] : delta.lost
  }

  private static func files(old: Side?, new: Side?) -> [ReviewFile] {
    let changes: [FileChange]
    if let old, let new {
      changes = TreeDiff(old: tree(old.contents), new: tree(new.contents)).files
    } else {
      // Nothing to compare with: all of it is there to be read.
      changes = TreeDiff(old: old.map { tree($0.contents) } ?? [], new: new.map { tree($0.contents) } ?? []).files
    }
    let before = inspections(old)
    let after = inspections(new)
    return changes.map { change in
      let inspection = change.new.flatMap { after[$0.path] } ?? change.old.flatMap { before[$0.path] }
      return ReviewFile(change, role: inspection?.role ?? .other, lines: inspection?.lines)
    }.sorted { one, two in
      one.group == two.group
        ? one.path.bytesPrecede(two.path) : one.group.rank < two.group.rank
    }
  }

  private static func tree(_ contents: PackageContents) -> [TreeFile] {
    contents.files.map {
      TreeFile(path: $0.path, bytes: $0.bytes, isExecutable: $0.isExecutable)
    }
  }

  private static func inspections(_ side: Side?) -> [String: FileInspection] {
    Dictionary((side?.inspection.files ?? []).map { ($0.path, $0) }) { first, _ in first }
  }

  private static func marks(
    _ files: [ReviewFile], old: Side?, new: Side?, _ delta: MarkDelta
  ) -> [ReviewMark] {
    let inspections = Self.inspections(new ?? old)
    return files.enumerated().flatMap { index, file -> [ReviewMark] in
      guard let inspection = inspections[file.path] else { return [] }
      return inspection.marks.map { mark in
        ReviewMark(
          file: index, isOld: new == nil, mark: mark,
          isGained: old != nil && new != nil && delta.isGained(mark, role: inspection.role))
      }
    }
  }

  /// The crate's name, of the newer version.
  var identity: PackageIdentity? { (new ?? old)?.contents.identity }
}

/// What one version does that another does not: by capability, subject and role, wherever it stands.
struct MarkDelta {
  private struct Key: Hashable {
    let capability: Capability
    let subject: String
    let role: FileRole
  }

  private let before: Set<Key>
  let lost: [Mark]

  init(old: PackageInspection?, new: PackageInspection?) {
    let before = Self.keys(old)
    self.before = before
    let after = Self.keys(new)
    var seen: Set<Key> = []
    lost = (old?.files ?? []).flatMap { file in
      file.marks.filter { mark in
        let key = Self.key(mark, file.role)
        return !after.contains(key) && seen.insert(key).inserted
      }
    }
  }

  func isGained(_ mark: Mark, role: FileRole) -> Bool { !before.contains(Self.key(mark, role)) }

  private static func keys(_ inspection: PackageInspection?) -> Set<Key> {
    Set((inspection?.files ?? []).flatMap { file in file.marks.map { key($0, file.role) } })
  }

  private static func key(_ mark: Mark, _ role: FileRole) -> Key {
    Key(capability: mark.capability, subject: mark.subject, role: role)
  }
}
