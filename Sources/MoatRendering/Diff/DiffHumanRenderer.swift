import MoatCargo
import MoatDiff
package import MoatInspection

/// The diff of a package for people: what matters, the files, then their texts with the marks of `diff`
/// at the front of each line, so that it reads the same without colour.
package struct DiffHumanRenderer: Sendable {
  private let view: DiffView
  private let style: Style

  /// Longer lines are cut: nobody reads them, and a pager slows down.
  private static let lineLimit = 1_000

  package init(_ view: DiffView, _ style: Style) {
    self.view = view
    self.style = style
  }

  package func render(_ diff: PackageDiff) -> String {
    let files = view.files(of: diff)
    var text = style.bold(DiffWording.title(diff)) + "\n"
    if let old = diff.old { text += style.dim("  old: \(DiffWording.origin(old))") + "\n" }
    text += style.dim("  new: \(DiffWording.origin(diff.new))") + "\n"
    if diff.isEmpty { return text + "\nboth have the same files\n" }
    text += notes(diff)
    text += "\n" + style.bold(DiffWording.summary(diff, files)) + "\n" + table(diff, files)
    for number in files where view.showsText(of: diff.files[number]) {
      text += "\n" + self.file(number, diff)
    }
    return text + folded(diff, files)
  }

  // MARK: what matters

  /// Details beyond this are counted, unless all is asked for.
  private static let detailLimit = 12

  private func notes(_ diff: PackageDiff) -> String {
    guard !diff.notes.isEmpty else { return "" }
    let details = diff.notes.filter { $0.weight == .detail }
    let isCut = !view.showsAll && details.count > Self.detailLimit + 1
    let shown =
      diff.notes.filter { $0.weight != .detail }
      + (isCut ? Array(details.prefix(Self.detailLimit)) : details)
    var text = "\n"
    for note in shown {
      let phrase = TerminalText.neutralised(note.text) + style.dim(DiffWording.places(note))
      switch note.weight {
      case .alert: text += "  \(style.red("!")) \(phrase)\n"
      case .notice: text += "  \(style.yellow("*")) \(phrase)\n"
      case .detail: text += "  - \(phrase)\n"
      }
    }
    if isCut {
      text += "  and \(Wording.thousands(details.count - Self.detailLimit)) more details (-v)\n"
    }
    return text
  }

  // MARK: files

  /// Paths wider than this do not widen the column.
  private static let widestPath = 60

  private func table(_ diff: PackageDiff, _ files: [Int]) -> String {
    let paths = files.map { DiffWording.path(diff.files[$0]) }
    let column = min(Self.widestPath, paths.map { TerminalText.width($0) }.max() ?? 0)
    return zip(files, paths).map { number, path in
      let file = diff.files[number]
      let role = file.role.word + String(repeating: " ", count: max(0, 14 - file.role.word.count))
      let isUrgent = file.role == .buildScript || file.role == .procMacro
      let gap = String(repeating: " ", count: max(0, column - TerminalText.width(path)))
      let remarks = DiffWording.remarks(file).map(TerminalText.neutralised).joined(separator: "; ")
      return "  \(isUrgent ? style.yellow(role) : role)\(DiffWording.mark(file)) \(path)\(gap)  "
        + DiffWording.lines(file) + (remarks.isEmpty ? "" : style.dim("  \(remarks)")) + "\n"
    }.joined()
  }

  private func folded(_ diff: PackageDiff, _ files: [Int]) -> String {
    let count = files.count { diff.files[$0].fold != nil && diff.files[$0].text != nil }
    guard count > 0, !view.isStat, !view.showsAll else { return "" }
    return "\n\(Wording.counted(count, "text")) of the files above left out (-v shows them)\n"
  }

  private func file(_ number: Int, _ diff: PackageDiff) -> String {
    let file = diff.files[number]
    guard let text = file.text else { return "" }
    var lines = [
      style.bold("\(file.role.word): \(DiffWording.path(file)) (\(DiffWording.lines(file)))")
    ]
    let marks = Dictionary(grouping: file.gained, by: \.mark.line)
    for hunk in text.hunks(context: view.context) {
      let heading = HunkHeading.find(for: hunk, in: text).map { " " + VisibleText.line($0) } ?? ""
      lines.append(style.cyan(UnifiedText.header(hunk)) + style.dim(heading))
      var lastMove: MovedBlocks.Place?
      for row in text.rows(of: hunk, moves: diff.moves, text: number) {
        if let moved = row.moved, !moved.follows(lastMove) {
          lines.append(style.dim(Self.move(row, moved, diff, from: number)))
        }
        lastMove = row.moved
        lines.append(self.row(row))
        if row.lacksLineFeed { lines.append(style.dim("\\ no line feed at the end")) }
        for found in row.kind == .added ? marks[row.newLine ?? 0] ?? [] : [] {
          lines.append(
            style.yellow("  ^ \(found.mark.capability.rawValue): \(Self.subject(found))"))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func subject(_ found: InspectionDelta.FileMark) -> String {
    TerminalText.neutralised(found.mark.subject)
      + (found.mark.via.map { " (\(TerminalText.neutralised($0)))" } ?? "")
  }

  private static func move(
    _ row: DiffRow, _ moved: MovedBlocks.Place, _ diff: PackageDiff, from number: Int
  ) -> String {
    let path = DiffWording.path(of: moved, for: row, in: diff)
    let place = moved.text == number ? "line \(moved.line)" : "\(path):\(moved.line)"
    return TerminalText.neutralised("  (moved \(row.kind == .removed ? "to" : "from") \(place))")
  }

  private func row(_ row: DiffRow) -> String {
    var left = Self.lineLimit
    let pieces = row.segments.compactMap { segment -> (String, Bool)? in
      guard left > 0 else { return nil }
      let bytes = segment.bytes.prefix(left)
      left -= segment.bytes.count
      return (VisibleText.line(bytes), segment.isChanged)
    }
    let rest = left < 0 ? " … (\(Wording.counted(row.bytes.count, "byte")))" : ""
    switch row.kind {
    case .same: return " " + pieces.map(\.0).joined() + rest
    case .removed:
      return style.removed("-", isMoved: row.moved != nil)
        + pieces.map { style.removed($0.0, isPart: $0.1, isMoved: row.moved != nil) }.joined()
        + rest
    case .added:
      return style.added("+", isMoved: row.moved != nil)
        + pieces.map { style.added($0.0, isPart: $0.1, isMoved: row.moved != nil) }.joined() + rest
    }
  }
}

extension MovedBlocks.Place {
  /// Whether it is the line after another one.
  fileprivate func follows(_ other: Self?) -> Bool {
    guard let other else { return false }
    return other.text == text && other.line + 1 == line
  }
}
