import MoatCargo
import MoatDiff

/// Compares the files of two versions and puts them in the order of reading.
struct FileReading {
  let folding: FileFolding
  let oldScripts: Set<String>
  let newScripts: Set<String>
  let isProcMacro: Bool
  /// By path, in the new version.
  let roles: [String: FileRole]
  let gained: [String: [InspectionDelta.FileMark]]

  func files(_ old: PackageContents?, _ new: PackageContents) -> [FileDiff] {
    let tree = TreeDiff(old: old?.tree ?? [], new: new.tree)
    let files = tree.changes.map(file)
    return files.sorted { one, two in
      if one.role != two.role { return one.role < two.role }
      return one.path.bytesPrecede(two.path)
    }
  }

  private func file(_ change: FileChange) -> FileDiff {
    let role = role(of: change)
    let marks = change.new.flatMap { gained[$0.path] } ?? []
    let text = text(of: change, role)
    return FileDiff(
      change: change, role: role, text: text,
      fold: folding.fold(change, role, text, hasGained: !marks.isEmpty), gained: marks)
  }

  /// By the target that reaches the file where the inspection knows, else by its place and name.
  private func role(of change: FileChange) -> VendorFileRole {
    let path = change.path
    if path == OriginalManifest.fileName { return .manifest }
    let place = VendorFileRole(
      of: path, buildScripts: change.new == nil ? oldScripts : newScripts, isProcMacro: isProcMacro)
    switch roles[path] {
    case .buildScript: return .buildScript
    case .procMacro: return .procMacro
    case .library, .binary: return .source
    case .example, .test, .bench: return .test
    case .unreached, .other, nil: return place
    }
  }

  /// Rust and manifests are text whatever bytes they have: a NUL in a comment must not hide a file.
  private func text(of change: FileChange, _ role: VendorFileRole) -> TextDiff? {
    let sides = [change.old, change.new].compactMap(\.self)
    guard sides.allSatisfy(\.isWhole) else { return nil }
    let isText = [".rs", ".toml", ".orig"].contains { change.path.hasSuffix($0) }
    guard isText || role == .buildScript || !sides.contains(where: \.hasNUL) else { return nil }
    return TextDiff(old: change.old?.bytes ?? [], new: change.new?.bytes ?? [])
  }
}
