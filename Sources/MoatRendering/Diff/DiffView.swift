package import MoatCargo
import MoatDiff
import MoatInspection
import MoatModel

/// How much of a diff is shown.
package struct DiffView: Hashable, Sendable {
  /// Unchanged lines around changes.
  package let context: Int
  /// The files and their sizes only.
  package let isStat: Bool
  /// Also what is folded, and every detail.
  package let showsAll: Bool
  /// Only files of these roles; nil for all.
  package let parts: Set<VendorFileRole>?

  /// As `diff -u` and git.
  package static let defaultContext = 3

  package init(
    context: Int = Self.defaultContext, isStat: Bool = false, showsAll: Bool = false,
    parts: Set<VendorFileRole>? = nil
  ) {
    self.context = context
    self.isStat = isStat
    self.showsAll = showsAll
    self.parts = parts
  }

  /// The numbers of the files to be shown, in the order of reading.
  func files(of diff: PackageDiff) -> [Int] {
    diff.files.indices.filter { parts?.contains(diff.files[$0].role) ?? true }
  }

  /// Whether the text of a file is written out.
  func showsText(of file: FileDiff) -> Bool {
    guard !isStat, file.text != nil else { return false }
    return showsAll || file.fold == nil
  }
}

/// Words that all forms of a diff share.
enum DiffWording {
  /// `clap_builder 4.5.54 → 4.5.56`, without anything a terminal acts on.
  static func title(_ diff: PackageDiff) -> String {
    let new = diff.new.identity
    guard let old = diff.old?.identity else {
      return TerminalText.neutralised("\(new) (new)")
    }
    if old.name != new.name { return TerminalText.neutralised("\(old) → \(new)") }
    return TerminalText.neutralised("\(new.name) \(old.version) → \(new.version)")
  }

  /// Where one side was read.
  static func origin(_ side: PackageDiff.Side) -> String {
    switch side.origin {
    case .archive(let digest): "archive with the recorded SHA-256 \(digest.hex.prefix(16))…"
    case .folder(let path): "folder \(TerminalText.neutralised(path))"
    case .unverifiedArchive(let path, let digest):
      "\(TerminalText.neutralised(path)), SHA-256 \(digest.hex.prefix(16))…, compared with no record"
    }
  }

  /// Where the other half of a moved block is.
  static func path(
    of moved: MovedBlocks.Place, for row: DiffRow, in diff: PackageDiff
  ) -> String {
    let change = diff.files[moved.text].change
    return row.kind == .removed ? change.path : change.old?.path ?? change.path
  }

  static func mark(_ file: FileDiff) -> String {
    switch file.change.kind {
    case .added: "+"
    case .removed: "-"
    case .renamed: ">"
    case .changed, .same: "~"
    }
  }

  /// The path, and for a renamed file both.
  static func path(_ file: FileDiff) -> String {
    let new = TerminalText.neutralised(file.path)
    guard file.change.kind == .renamed, let old = file.change.old else { return new }
    return "\(TerminalText.neutralised(old.path)) → \(new)"
  }

  /// `+12 −3`; empty for what has no lines.
  static func lines(_ file: FileDiff) -> String {
    guard file.text != nil else { return sizes(file) }
    return "+\(file.addedLines) −\(file.removedLines)"
  }

  private static func sizes(_ file: FileDiff) -> String {
    switch (file.change.old?.size, file.change.new?.size) {
    case (let old?, let new?): "\(Wording.thousands(old)) → \(Wording.counted(new, "byte"))"
    case (nil, let new?): Wording.counted(new, "byte")
    case (let old?, nil): Wording.counted(old, "byte")
    default: ""
    }
  }

  /// What else is to be known of a file: its fold, its mode, that its comparison is coarse.
  static func remarks(_ file: FileDiff) -> [String] {
    var remarks: [String] = []
    if file.change.kind == .renamed, file.change.similarity < 100 {
      remarks.append("\(file.change.similarity)% alike")
    }
    if file.change.changesMode {
      remarks.append(
        file.change.new?.isExecutable ?? false ? "became executable" : "is no longer executable")
    }
    if let fold = file.fold { remarks.append(fold.phrase) }
    if file.text?.isCoarse ?? false {
      remarks.append("compared coarsely: lines shown as changed may be the same")
    }
    return remarks
  }

  /// How many places of a note are named.
  private static let placeLimit = 3

  /// ` (src/lib.rs:12, src/a.rs:3 and 4 more)`.
  static func places(_ note: ChangeNote) -> String {
    guard !note.places.isEmpty else { return "" }
    let shown = note.places.prefix(placeLimit).map { TerminalText.neutralised($0.description) }
    let more = note.places.count - shown.count
    return
      " (\(shown.joined(separator: ", "))\(more > 0 ? " and \(Wording.thousands(more)) more" : ""))"
  }

  /// `3 files: 2 source, 1 test; +12 −4 lines`.
  static func summary(_ diff: PackageDiff, _ files: [Int]) -> String {
    let all = files.map { diff.files[$0] }
    let roles = VendorFileRole.allCases.compactMap { role -> String? in
      let count = all.count { $0.role == role }
      return count == 0 ? nil : "\(Wording.thousands(count)) \(role.word)"
    }
    let added = all.reduce(0) { $0 + $1.addedLines }
    let removed = all.reduce(0) { $0 + $1.removedLines }
    let list = roles.isEmpty ? "" : ": \(roles.joined(separator: ", "))"
    return
      "\(Wording.counted(all.count, "file"))\(list); +\(Wording.thousands(added)) −\(Wording.thousands(removed)) lines"
  }
}
