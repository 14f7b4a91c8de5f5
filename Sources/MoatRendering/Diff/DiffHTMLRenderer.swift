import MoatCargo
import MoatDiff
package import MoatInspection
import MoatModel

/// Diffs as one page that needs nothing else: no script, no image, no font. A policy in its head
/// forbids all of that even if somebody put it there.
package struct DiffHTMLRenderer: Sendable {
  package enum Layout: String, CaseIterable, Sendable {
    /// Old and new side by side.
    case split
    case unified
  }

  private let view: DiffView
  private let layout: Layout

  /// Longer lines are cut, as nobody reads them and browsers are slow with them.
  private static let lineLimit = 2_000

  package init(_ view: DiffView, layout: Layout) {
    self.view = view
    self.layout = layout
  }

  package func render(_ updates: [CrateUpdate], isWhole: Bool) -> String {
    let ordered = UpdateWording.ordered(updates)
    let title =
      isWhole
      ? UpdateWording.summary(updates)
      : ordered.first.map(UpdateWording.title) ?? ""
    var page = HTMLText()
    page.raw(
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
      <title>
      """)
    page.text(title)
    page.raw("</title><style>\(DiffStyleSheet.text)</style></head><body>")
    if isWhole { overview(ordered, title, &page) }
    for (number, update) in ordered.enumerated() {
      if case .known(let diff)? = update.diff { article(diff, "p\(number)", &page) }
    }
    page.raw("</body></html>\n")
    return page.html
  }

  private func overview(_ updates: [CrateUpdate], _ title: String, _ page: inout HTMLText) {
    page.raw("<header><h1>")
    page.text(title)
    page.raw("</h1><ul class=\"notes\">")
    for (number, update) in updates.enumerated() {
      page.raw("<li class=\"\(UpdateWording.weight(update)?.word ?? "none")\">")
      let isKnown = update.diff?.value != nil
      if isKnown { page.raw("<a href=\"#p\(number)\">") }
      page.text(UpdateWording.title(update))
      if isKnown { page.raw("</a>") }
      page.raw(" <small>")
      page.text(UpdateWording.remark(update))
      page.raw("</small></li>")
    }
    page.raw("</ul></header>")
  }

  // MARK: one package

  private func article(_ diff: PackageDiff, _ id: String, _ page: inout HTMLText) {
    let files = view.files(of: diff)
    page.raw("<article id=\"\(id)\"><header><h1>")
    page.text(DiffWording.title(diff))
    page.raw("</h1><p class=\"origin\">")
    if let old = diff.old { page.text("old: \(DiffWording.origin(old)); ") }
    page.text("new: \(DiffWording.origin(diff.new))")
    page.raw("</p><ul class=\"notes\">")
    for note in diff.notes {
      page.raw("<li class=\"\(note.weight.word)\"><b>\(note.weight.word)</b> ")
      page.text(note.text)
      places(note, diff, id, &page)
      page.raw("</li>")
    }
    page.raw("</ul></header><nav><p>")
    page.text(DiffWording.summary(diff, files))
    page.raw("</p><table>")
    for number in files { entry(number, diff, id, &page) }
    page.raw("</table></nav>")
    for number in files where !view.isStat { file(number, diff, id, &page) }
    page.raw("</article>")
  }

  private func places(
    _ note: ChangeNote, _ diff: PackageDiff, _ id: String, _ page: inout HTMLText
  ) {
    for place in note.places.prefix(8) {
      let number = diff.files.firstIndex { $0.path == place.path }
      page.raw(" ")
      if let number, !view.isStat { page.raw("<a href=\"#\(id)f\(number)\">") }
      page.raw("<code>")
      page.text(place.description)
      page.raw("</code>")
      if number != nil, !view.isStat { page.raw("</a>") }
    }
    if note.places.count > 8 { page.text(" and \(Wording.thousands(note.places.count - 8)) more") }
  }

  private func entry(
    _ number: Int, _ diff: PackageDiff, _ id: String, _ page: inout HTMLText
  ) {
    let file = diff.files[number]
    page.raw(
      "<tr><td class=\"role\">\(file.role.word)</td><td>\(DiffWording.mark(file) == ">" ? "&gt;" : DiffWording.mark(file))</td><td>"
    )
    if !view.isStat { page.raw("<a href=\"#\(id)f\(number)\">") }
    page.text(DiffWording.path(file))
    if !view.isStat { page.raw("</a>") }
    page.raw("</td><td class=\"count\">")
    page.text(DiffWording.lines(file))
    page.raw("</td><td><small>")
    page.text(DiffWording.remarks(file).joined(separator: "; "))
    page.raw("</small></td></tr>")
  }

  // MARK: one file

  private func file(_ number: Int, _ diff: PackageDiff, _ id: String, _ page: inout HTMLText) {
    let file = diff.files[number]
    let isOpen = view.showsText(of: file)
    page.raw("<details id=\"\(id)f\(number)\"\(isOpen ? " open" : "")><summary><b>")
    page.text(DiffWording.path(file))
    page.raw("</b> <span class=\"count\">")
    page.text(DiffWording.lines(file))
    page.raw("</span> <small>")
    page.text(([file.role.word] + DiffWording.remarks(file)).joined(separator: "; "))
    page.raw("</small></summary>")
    // What is folded is there to be opened, unless it is more than a page can hold.
    if let text = file.text, isOpen || text.addedLines + text.removedLines <= Self.foldedLines {
      page.raw("<table class=\"\(layout.rawValue)\">")
      let columns = layout == .split ? ["n", "", "n", ""] : ["n", "n", ""]
      page.raw("<colgroup>\(columns.map { "<col class=\"\($0)\">" }.joined())</colgroup>")
      for hunk in text.hunks(context: view.context) { self.hunk(hunk, text, number, diff, &page) }
      page.raw("</table>")
    }
    page.raw("</details>")
  }

  private static let foldedLines = 2_000

  private func hunk(
    _ hunk: Hunk, _ text: TextDiff, _ number: Int, _ diff: PackageDiff, _ page: inout HTMLText
  ) {
    page.raw("<tr class=\"hunk\"><td colspan=\"\(layout == .split ? 4 : 3)\">")
    page.text(UnifiedText.header(hunk))
    if let heading = HunkHeading.find(for: hunk, in: text) {
      page.raw(" <i>")
      page.code(heading)
      page.raw("</i>")
    }
    page.raw("</td></tr>")
    let rows = text.rows(of: hunk, moves: diff.moves, text: number)
    let marks = Dictionary(grouping: diff.files[number].gained, by: \.mark.line)
    switch layout {
    case .unified:
      for row in rows {
        page.raw("<tr class=\"\(Self.kind(row))\">")
        Self.lineNumber(row.oldLine, &page)
        Self.lineNumber(row.newLine, &page)
        cell(row, diff, &page)
        page.raw("</tr>")
        annotations(row, marks, columns: 3, &page)
      }
    case .split:
      for pair in SideBySide(rows).pairs {
        page.raw("<tr>")
        for (row, isLeft) in [(pair.left, true), (pair.right, false)] {
          guard let row else {
            page.raw("<td class=\"n\"></td><td class=\"none\"></td>")
            continue
          }
          Self.lineNumber(isLeft ? row.oldLine : row.newLine, &page)
          cell(row, diff, &page)
        }
        page.raw("</tr>")
        if let right = pair.right { annotations(right, marks, columns: 4, &page) }
      }
    }
  }

  private static func kind(_ row: DiffRow) -> String {
    switch row.kind {
    case .same: "same"
    case .removed: "removed"
    case .added: "added"
    }
  }

  private static func lineNumber(_ number: Int?, _ page: inout HTMLText) {
    page.raw("<td class=\"n\">\(number.map(String.init) ?? "")</td>")
  }

  private func cell(_ row: DiffRow, _ diff: PackageDiff, _ page: inout HTMLText) {
    page.raw("<td class=\"\(Self.kind(row))\(row.moved == nil ? "" : " moved")\"")
    if let moved = row.moved {
      page.raw(" title=\"")
      let path = DiffWording.path(of: moved, for: row, in: diff)
      page.text("moved \(row.kind == .removed ? "to" : "from") \(path):\(moved.line)")
      page.raw("\"")
    }
    page.raw(">")
    var left = Self.lineLimit
    for segment in row.segments where left > 0 {
      if segment.isChanged { page.raw("<mark>") }
      page.code(segment.bytes.prefix(left))
      if segment.isChanged { page.raw("</mark>") }
      left -= segment.bytes.count
    }
    if left < 0 { page.raw("<small> … \(Wording.counted(row.bytes.count, "byte"))</small>") }
    if row.lacksLineFeed { page.raw("<small> no line feed at the end</small>") }
    page.raw("</td>")
  }

  private func annotations(
    _ row: DiffRow, _ marks: [Int: [InspectionDelta.FileMark]], columns: Int,
    _ page: inout HTMLText
  ) {
    guard row.kind == .added, let found = marks[row.newLine ?? 0] else { return }
    for mark in found {
      page.raw("<tr class=\"annotation\"><td colspan=\"\(columns)\">")
      page.text("\(mark.mark.capability.rawValue): \(mark.mark.subject)")
      if let via = mark.mark.via { page.text(" (\(via))") }
      page.raw("</td></tr>")
    }
  }
}
