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
  /// What the newer version changes; nil for a crate that is read whole, or is gone.
  let diff: PackageDiff?
  /// What can run first; see ``FileGroup``.
  let files: [ReviewFile]
  /// Of the newer version, by the rank of their files; of a crate that is gone, of the older one.
  let marks: [ReviewMark]
  /// What others say of the newer version, of the older where there is none.
  let opinions: [ReviewOpinion]

  /// - Parameters:
  ///   - old: nil for a crate that is read whole.
  ///   - new: nil for a crate that is gone.
  ///   - opinions: what others say of it.
  package init(old: Side?, new: Side?, opinions: [ReviewOpinion] = []) {
    self.opinions = opinions
    self.old = old
    self.new = new
    var diff: PackageDiff?
    if let old, let new {
      diff = PackageDiff(
        old: old.contents, new: new.contents, oldInspection: old.inspection,
        newInspection: new.inspection)
    }
    self.diff = diff
    files = Self.files(old, new, diff).sorted { one, two in
      one.group == two.group
        ? one.path.bytesPrecede(two.path) : one.group.rank < two.group.rank
    }
    marks = Self.marks(files, old, new, diff)
  }

  private static func files(_ old: Side?, _ new: Side?, _ diff: PackageDiff?) -> [ReviewFile] {
    let oldFiles = inspections(old)
    let newFiles = inspections(new)
    guard let diff else {
      let before = old?.contents.tree ?? []
      let after = new?.contents.tree ?? []
      return TreeDiff(old: before, new: after).files.map { change in
        let inspection = newFiles[change.path] ?? oldFiles[change.path]
        return ReviewFile(change, role: inspection?.role ?? .other, lines: inspection?.lines)
      }
    }
    let changed = diff.files.map { file in
      let inspection =
        file.change.new.flatMap { newFiles[$0.path] }
        ?? file.change.old.flatMap { oldFiles[$0.path] }
      return ReviewFile(file, role: inspection?.role ?? .other, lines: inspection?.lines)
    }
    // What is in both versions under the same name, and nowhere among the changes, is the same.
    let paths = Set(diff.files.flatMap { [$0.change.old?.path, $0.change.new?.path] })
    let rest = (new?.contents.files ?? []).filter { !paths.contains($0.path) }
      .map { TreeFile($0) }
    return changed
      + TreeDiff(old: rest, new: rest).files.map { change in
        let inspection = newFiles[change.path]
        return ReviewFile(change, role: inspection?.role ?? .other, lines: inspection?.lines)
      }
  }

  private static func inspections(_ side: Side?) -> [String: FileInspection] {
    Dictionary((side?.inspection.files ?? []).map { ($0.path, $0) }) { first, _ in first }
  }

  private struct Place: Hashable {
    let path: String
    let mark: Mark
  }

  private static func marks(
    _ files: [ReviewFile], _ old: Side?, _ new: Side?, _ diff: PackageDiff?
  ) -> [ReviewMark] {
    let inspections = Self.inspections(new ?? old)
    let gained = Set((diff?.capabilities.gained ?? []).map { Place(path: $0.path, mark: $0.mark) })
    return files.enumerated().flatMap { index, file -> [ReviewMark] in
      guard let inspection = inspections[file.path], new == nil || file.change.new != nil else {
        return []
      }
      return inspection.marks.map { mark in
        ReviewMark(
          file: index, isOld: new == nil, mark: mark,
          isGained: gained.contains(Place(path: file.path, mark: mark)))
      }
    }
  }

  /// The crate's name, of the newer version.
  var identity: PackageIdentity? { (new ?? old)?.contents.identity }
}
