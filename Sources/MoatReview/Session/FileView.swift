import MoatDiff
import MoatInspection
import MoatRendering

/// One file as the page gets it: the lines of the newer side, those of the older one that differ, and
/// how they correspond.
struct FileView {
  private let file: ReviewFile
  private let old: StyledText
  private let new: StyledText
  private let changes: [LineChange]
  private let oldMarked: [Int: [Range<Int>]]
  private let newMarked: [Int: [Range<Int>]]
  /// What the reader should know of how it is shown.
  private(set) var remarks: [String] = []

  init(_ file: ReviewFile) {
    self.file = file
    guard file.isText else {
      old = StyledText([], path: "")
      let dump = BinaryDump(file.change)
      new = StyledText(Array(dump.text.utf8), path: "")
      changes = [LineChange(.same, old: 0..<0, new: 0..<new.count)]
      (oldMarked, newMarked) = ([:], [:])
      remarks = dump.remarks
      return
    }
    let old = StyledText(file.change.old?.bytes ?? [], path: file.change.old?.path ?? "")
    let new = StyledText(file.change.new?.bytes ?? [], path: file.change.new?.path ?? "")
    (self.old, self.new) = (old, new)
    let diff = TextDiff(old: old.lines.bytes, new: new.lines.bytes)
    let refined = Refinement(diff)
    changes = Self.cut(refined.changes)
    (oldMarked, newMarked) = (refined.old, refined.new)
    if diff.isCoarse {
      remarks.append("the two versions are too different to be compared line by line in full")
    }
    remarks += Self.remarks(file, old: old, new: new)
  }

  private static func remarks(_ file: ReviewFile, old: StyledText, new: StyledText) -> [String] {
    var remarks: [String] = []
    let most = max(old.count, new.count)
    if most > DisplayLimit.lines {
      remarks.append(
        "only the first \(Wording.thousands(DisplayLimit.lines)) lines of "
          + "\(Wording.thousands(most)) are shown")
    }
    if file.change.old != nil, file.change.new != nil, old.count > 0, new.count > 0,
      old.hasCarriageReturns != new.hasCarriageReturns
    {
      remarks.append(
        new.hasCarriageReturns
          ? "its lines now end with CR and LF" : "its lines no longer end with CR and LF")
    }
    if file.change.changesMode {
      let isNow = file.change.new?.isExecutable ?? false
      remarks.append(isNow ? "it became executable" : "it is no longer executable")
    }
    return remarks
  }

  /// Changes as far as lines are shown.
  private static func cut(_ changes: [LineChange]) -> [LineChange] {
    let limit = DisplayLimit.lines
    return changes.compactMap { change in
      guard change.old.lowerBound < limit || change.new.lowerBound < limit else { return nil }
      var old = change.old.clamped(to: 0..<limit)
      var new = change.new.clamped(to: 0..<limit)
      if change.kind == .same {
        let count = min(old.count, new.count)
        old = old.lowerBound..<old.lowerBound + count
        new = new.lowerBound..<new.lowerBound + count
      }
      return old.isEmpty && new.isEmpty ? nil : LineChange(change.kind, old: old, new: new)
    }
  }

  func write(to writer: inout JSONWriter) {
    let shown = (0..<min(new.count, DisplayLimit.lines)).map {
      new.line($0, changed: newMarked[$0] ?? [])
    }
    let replaced = changes.filter { $0.kind != .same }.flatMap { change in
      change.old.map { old.line($0, changed: oldMarked[$0] ?? []) }
    }
    writer.object { writer in
      writer.member("path", file.path)
      writer.member("shown", VisibleText.text(file.path))
      writer.member("oldPath", file.oldPath.map { VisibleText.text($0) })
      writer.member("change", file.isText ? file.change.kind.rawValue : "same")
      writer.member("folded", file.folded)
      writer.member("remarks", remarks)
      writer.member("oldCount", old.count)
      writer.member("newCount", new.count)
      writer.member("columns", (shown + replaced).map(\.columns).max() ?? 0)
      writer.array("changes") { writer in
        for change in changes {
          writer.array { writer in
            writer.value(Int(change.kind.rawValue))
            writer.value(change.old.lowerBound)
            writer.value(change.old.upperBound)
            writer.value(change.new.lowerBound)
            writer.value(change.new.upperBound)
          }
        }
      }
      writer.array("old") { writer in for line in replaced { line.write(to: &writer) } }
      writer.array("new") { writer in for line in shown { line.write(to: &writer) } }
    }
  }
}

/// The changes of a diff with replacements cut so that lines which became each other face each other.
private struct Refinement {
  private(set) var changes: [LineChange] = []
  /// What changed within lines, by their number.
  private(set) var old: [Int: [Range<Int>]] = [:]
  private(set) var new: [Int: [Range<Int>]] = [:]

  init(_ diff: TextDiff) {
    for change in diff.changes {
      guard change.kind == .replaced else {
        changes.append(change)
        continue
      }
      var (a, b) = (change.old.lowerBound, change.new.lowerBound)
      for pair in Intraline(diff, change).pairs {
        add(a..<pair.old, b..<pair.new)
        add(pair.old..<pair.old + 1, pair.new..<pair.new + 1)
        old[pair.old] = pair.oldRanges
        new[pair.new] = pair.newRanges
        (a, b) = (pair.old + 1, pair.new + 1)
      }
      add(a..<change.old.upperBound, b..<change.new.upperBound)
    }
  }

  private mutating func add(_ old: Range<Int>, _ new: Range<Int>) {
    if old.isEmpty && new.isEmpty { return }
    let kind: LineChange.Kind = old.isEmpty ? .added : new.isEmpty ? .removed : .replaced
    changes.append(LineChange(kind, old: old, new: new))
  }
}
