import MoatCargo
import MoatDiff
import MoatInspection

/// One file of a crate to read: on one side or on both.
struct ReviewFile: Sendable {
  let change: FileChange
  let role: FileRole
  let group: FileGroup
  /// Lines that came and went. A file that is not text has none.
  let added: Int
  let removed: Int
  let isText: Bool
  /// Why it is folded at first; nil for one to be read.
  let folded: String?
  /// Of the newer side, where there is one.
  let lines: LineCounts?

  /// A file that an update changes.
  init(_ diff: FileDiff, role: FileRole, lines: LineCounts?) {
    self.init(
      diff.change, role: role, lines: lines, added: diff.addedLines, removed: diff.removedLines,
      fold: diff.fold)
  }

  /// A file that an update leaves as it is, or that there is nothing to compare with.
  init(_ change: FileChange, role: FileRole, lines: LineCounts?) {
    let isNew = change.kind == .added && TextSniffer.isText(change)
    let count = isNew ? TextLines(change.new?.bytes ?? []).count : 0
    self.init(
      change, role: role, lines: lines, added: count, removed: 0,
      fold: Self.written.contains(change.path) ? .record : nil)
  }

  private init(
    _ change: FileChange, role: FileRole, lines: LineCounts?, added: Int, removed: Int,
    fold: FileFold?
  ) {
    self.change = change
    self.role = role
    self.lines = lines
    self.added = added
    self.removed = removed
    group = FileGroup(change, role: role)
    isText = TextSniffer.isText(change)
    folded = isText ? Self.reason(fold) : nil
  }

  /// Files that Cargo and crates.io add, which nobody wrote.
  private static let written: Set<String> = [
    "Cargo.lock", ".cargo_vcs_info.json", ".cargo-checksum.json",
  ]

  /// Long files are no reason here: the page lays out only what is seen.
  private static func reason(_ fold: FileFold?) -> String? {
    switch fold {
    case nil, .binary, .tooLarge, .manyLines, .renamedOnly, .newPackage, .removed: nil
    case .generated, .normalised, .lockfile, .record, .foreign, .longLines, .whitespace:
      fold.map { "\($0.phrase): Enter opens it" }
    }
  }

  var path: String { change.path }

  /// The path it had, where that was another.
  var oldPath: String? {
    guard let old = change.old, change.new != nil, old.path != path else { return nil }
    return old.path
  }
}

/// Where a file stands in the list: what runs first on the machine of whoever builds comes first.
enum FileGroup: String, CaseIterable, Hashable, Sendable {
  case buildScript = "Build script"
  case procMacro = "Proc macro"
  case manifest = "Manifest and configuration"
  case library = "Library"
  case program = "Programs"
  case unreached = "Rust that no target reaches"
  case development = "Tests, examples, benchmarks"
  case other = "Other files"
  case unchanged = "Unchanged"

  init(_ change: FileChange, role: FileRole) {
    if change.kind == .same {
      self = .unchanged
      return
    }
    self = FileGroup(path: change.path, role: role)
  }

  private init(path: String, role: FileRole) {
    switch role {
    case .buildScript: self = .buildScript
    case .procMacro: self = .procMacro
    case .library: self = .library
    case .binary: self = .program
    case .example, .test, .bench: self = .development
    case .unreached: self = .unreached
    case .other:
      let isManifest =
        path == "Cargo.toml" || path.utf8.starts(with: ".cargo/".utf8)
        || path == "rust-toolchain" || path == "rust-toolchain.toml"
      self = isManifest ? .manifest : .other
    }
  }

  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Tells text from other data.
enum TextSniffer {
  /// Rust source is text whatever its bytes: what does not belong there is shown as escapes. Of other
  /// files one byte in twenty may be a control character or no UTF-8.
  static func isText(_ change: FileChange) -> Bool {
    [change.old, change.new].compactMap(\.self).allSatisfy { isText($0) }
  }

  private static func isText(_ file: TreeFile) -> Bool {
    if file.path.hasSuffix(".rs") { return true }
    let head = file.bytes.prefix(DisplayLimit.sniffedBytes)
    let controls = head.count {
      $0 < 0x20 && !(0x08...0x0D).contains($0) && $0 != 0x1B || $0 == 0x7F
    }
    if controls * 20 > head.count { return false }
    return String(validating: head, as: UTF8.self) != nil
      || String(decoding: head, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" } * 20
        <= head.count
  }
}
